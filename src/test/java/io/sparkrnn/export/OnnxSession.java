package io.sparkrnn.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Arrays;
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

  /** What the only output unit of the model says of sequences of ids, all of one length. */
  public double[] probabilities(List<float[]> sequences) {
    return Arrays.stream(outputs(sequences)).mapToDouble(output -> output[0]).toArray();
  }

  /** What all output units of the model say of sequences of ids, all of one length. */
  public float[][] outputs(List<float[]> sequences) {
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
      return (float[][]) result.get("probability").orElseThrow().getValue();
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
