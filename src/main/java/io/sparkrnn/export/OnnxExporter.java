package io.sparkrnn.export;

import static io.sparkrnn.export.OnnxGraph.graph;
import static io.sparkrnn.export.OnnxGraph.number;
import static io.sparkrnn.export.OnnxGraph.numberList;

import io.sparkrnn.nn.RecurrentSettings.Activation;
import java.util.List;
import java.util.Map;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto.DataType;

/**
 * Exports a network to the Open Neural Network Exchange (ONNX) format. Input: {@code tokens}, int64
 * [batch, length]. Output: {@code probability}, float [batch, 1], or of several classes [batch,
 * classes]. Batch and length can be any number from 1.
 *
 * <p>The recurrence is a Scan, since ONNX's RNN operator supports padding only at the end of a
 * sequence. The body of a masked Scan has two states: the hidden state, which padding resets to
 * zero, and the hidden state of the last token that is not padding, which the output layer reads.
 * This is what the masked layers of Deeplearning4j compute, wherever the padding is.
 *
 * <p>Sources: ONNX IR specification, version 8; ONNX operators, version 15.
 */
public final class OnnxExporter {

  static final String TOKENS = "tokens";
  static final String PROBABILITY = "probability";

  private static final int IR_VERSION = 8;
  private static final int OPERATORS = 15;
  private static final String PRODUCER = "spark-rnn";
  private static final String BATCH = "batch";

  private OnnxExporter() {}

  /**
   * Returns the bytes of an {@code .onnx} file. Equal arguments give equal bytes.
   *
   * @param weights weights of the network
   * @param options activation, and whether padding is masked
   * @param version version of this program, written as producer version
   * @param metadata metadata properties of the model
   */
  public static byte[] bytes(
      ClassifierWeights weights,
      NetworkOptions options,
      String version,
      Map<String, String> metadata) {
    ModelProto.Builder onnx =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATORS))
            .setProducerName(PRODUCER)
            .setProducerVersion(version)
            .setGraph(network(weights, options));
    metadata.forEach(
        (key, value) ->
            onnx.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return onnx.build().toByteArray();
  }

  private static GraphProto network(ClassifierWeights weights, NetworkOptions options) {
    OnnxGraph graph = new OnnxGraph("embedding-rnn-classifier");
    graph.input(TOKENS, DataType.INT64, BATCH, "length");
    graph.output(PROBABILITY, DataType.FLOAT, BATCH, weights.outputs());
    graph.weights("embedding", weights.embedding());
    graph.weights("kernel", weights.kernel());
    graph.weights("recurrent", weights.recurrent());
    graph.weights("bias", weights.bias());
    graph.weights("output_kernel", weights.outputKernel());
    graph.weights("output_bias", weights.outputBias());

    // Scan iterates over the first axis, so time steps come first.
    graph.node("Transpose", List.of(TOKENS), "steps", numberList("perm", 1, 0));
    graph.node("Gather", List.of("embedding", "steps"), "vectors", number("axis", 0));
    graph.node("MatMul", List.of("vectors", "kernel"), "products");
    graph.node("Add", List.of("products", "bias"), "projected");
    graph.numbers("units", weights.units());
    graph.node("Shape", List.of(TOKENS), "sequences", number("start", 0), number("end", 1));
    graph.node("Concat", List.of("sequences", "units"), "state_shape", number("axis", 0));
    graph.node("ConstantOfShape", List.of("state_shape"), "zeros");
    if (options.maskPadding()) {
      addMaskedRecurrence(graph, weights.units(), options);
    } else {
      addRecurrence(graph, weights.units(), options);
    }
    graph.node("Gemm", List.of("last", "output_kernel", "output_bias"), "log_odds");
    if (weights.outputs() == 1) {
      graph.node("Sigmoid", List.of("log_odds"), PROBABILITY);
    } else {
      graph.node("Softmax", List.of("log_odds"), PROBABILITY, number("axis", 1));
    }
    return graph.build();
  }

  private static void addRecurrence(OnnxGraph graph, int units, NetworkOptions options) {
    OnnxGraph step = new OnnxGraph("step");
    step.input("state_in", DataType.FLOAT, BATCH, units);
    step.input("projected_step", DataType.FLOAT, BATCH, units);
    addStep(step, options);
    step.node("Identity", List.of("activated"), "state_out");
    step.output("state_out", DataType.FLOAT, BATCH, units);
    graph.node(
        "Scan",
        List.of("zeros", "projected"),
        "last",
        number("num_scan_inputs", 1),
        graph("body", step));
  }

  private static void addMaskedRecurrence(OnnxGraph graph, int units, NetworkOptions options) {
    graph.numbers("padding", 0);
    graph.numbers("units_axis", 2);
    graph.node("Equal", List.of("steps", "padding"), "is_padding");
    graph.node("Not", List.of("is_padding"), "is_token");
    graph.node("Unsqueeze", List.of("is_token", "units_axis"), "mask");
    graph.weights("zero", Matrix.zeros(1, 1));

    OnnxGraph step = new OnnxGraph("step");
    step.input("state_in", DataType.FLOAT, BATCH, units);
    step.input("last_in", DataType.FLOAT, BATCH, units);
    step.input("projected_step", DataType.FLOAT, BATCH, units);
    step.input("mask_step", DataType.BOOL, BATCH, 1);
    addStep(step, options);
    step.node("Where", List.of("mask_step", "activated", "zero"), "state_out");
    step.node("Where", List.of("mask_step", "activated", "last_in"), "last_out");
    step.output("state_out", DataType.FLOAT, BATCH, units);
    step.output("last_out", DataType.FLOAT, BATCH, units);
    graph.node(
        "Scan",
        List.of("zeros", "zeros", "projected", "mask"),
        List.of("final_state", "last"),
        number("num_scan_inputs", 2),
        graph("body", step));
  }

  private static void addStep(OnnxGraph step, NetworkOptions options) {
    step.node("MatMul", List.of("state_in", "recurrent"), "carried");
    step.node("Add", List.of("projected_step", "carried"), "sum");
    step.node(operator(options.activation()), List.of("sum"), "activated");
  }

  private static String operator(Activation activation) {
    return switch (activation) {
      case TANH -> "Tanh";
      case RELU -> "Relu";
      case IDENTITY -> "Identity";
    };
  }
}
