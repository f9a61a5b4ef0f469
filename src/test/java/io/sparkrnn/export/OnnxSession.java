package io.sparkrnn.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.List;
import java.util.Map;

/** An exported model in ONNX Runtime. */
public final class OnnxSession implements AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  public OnnxSession(byte[] model) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      this.session = environment.createSession(model, options);
    } catch (OrtException e) {
      throw new AssertionError("ONNX Runtime refuses the model", e);
    }
  }

  /** What the model says of sequences of ids, all of one length. */
  public double[] probabilities(List<float[]> sequences) {
    long[][] tokens = new long[sequences.size()][];
    for (int row = 0; row < tokens.length; row++) {
      float[] ids = sequences.get(row);
      tokens[row] = new long[ids.length];
      for (int i = 0; i < ids.length; i++) {
        tokens[row][i] = (long) ids[i];
      }
    }
    try (OnnxTensor input = OnnxTensor.createTensor(environment, tokens);
        OrtSession.Result result = session.run(Map.of("tokens", input))) {
      float[][] outputs = (float[][]) result.get("probability").orElseThrow().getValue();
      double[] probabilities = new double[outputs.length];
      for (int row = 0; row < outputs.length; row++) {
        probabilities[row] = outputs[row][0];
      }
      return probabilities;
    } catch (OrtException e) {
      throw new AssertionError("ONNX Runtime fails", e);
    }
  }

  /** What the model says of itself. */
  public Map<String, String> metadata() {
    try {
      return session.getMetadata().getCustomMetadata();
    } catch (OrtException e) {
      throw new AssertionError("ONNX Runtime fails", e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new AssertionError("ONNX Runtime fails", e);
    }
  }
}
