package io.sparkrnn.export;

import static io.sparkrnn.export.OnnxGraph.graph;
import static io.sparkrnn.export.OnnxGraph.number;
import static io.sparkrnn.export.OnnxGraph.numberList;

import io.sparkrnn.config.ModelSettings;
import java.util.List;
import java.util.Map;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto.DataType;

/**
 * A network in the Open Neural Network Exchange format: {@code tokens}, int64 [batch, length], in;
 * {@code probability}, float [batch, 1], out. Any batch and any length from 1 will do.
 *
 * <p>The recurrence is a Scan, since ONNX's own RNN operator knows padding at the end alone. Its
 * body keeps two states: one that padding sets back to zero, which the next step goes on from, and
 * the last one that was no padding's, which the output reads. That is what Deeplearning4j's masked
 * layers compute wherever padding stands.
 *
 * <p>Sources: ONNX IR specification, version 8; ONNX operators, version 15.
 */
public final class OnnxModel {

  static final String TOKENS = "tokens";
  static final String PROBABILITY = "probability";

  private static final int IR_VERSION = 8;
  private static final int OPERATORS = 15;
  private static final String PRODUCER = "spark-rnn";
  private static final String BATCH = "batch";

  private OnnxModel() {}

  /**
   * The bytes of an {@code .onnx} file; the same for the same arguments.
   *
   * @param model which activation there is, and whether padding is passed over
   * @param version of this program
   * @param metadata what else a reader should know
   */
  public static byte[] bytes(
      RecurrentClassifier weights,
      ModelSettings model,
      String version,
      Map<String, String> metadata) {
    ModelProto.Builder onnx =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATORS))
            .setProducerName(PRODUCER)
            .setProducerVersion(version)
            .setGraph(network(weights, model));
    metadata.forEach(
        (key, value) ->
            onnx.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return onnx.build().toByteArray();
  }

  private static GraphProto network(RecurrentClassifier weights, ModelSettings model) {
    OnnxGraph graph = new OnnxGraph("embedding-rnn-classifier");
    graph.input(TOKENS, DataType.INT64, BATCH, "length");
    graph.output(PROBABILITY, DataType.FLOAT, BATCH, 1);
    graph.weights("embedding", weights.embedding());
    graph.weights("kernel", weights.kernel());
    graph.weights("recurrent", weights.recurrent());
    graph.weights("bias", weights.bias());
    graph.weights("output_kernel", weights.outputKernel());
    graph.weights("output_bias", weights.outputBias());

    // Time first, as Scan goes along the first axis.
    graph.node("Transpose", List.of(TOKENS), "steps", numberList("perm", 1, 0));
    graph.node("Gather", List.of("embedding", "steps"), "vectors", number("axis", 0));
    graph.node("MatMul", List.of("vectors", "kernel"), "products");
    graph.node("Add", List.of("products", "bias"), "projected");
    graph.numbers("units", weights.units());
    graph.node("Shape", List.of(TOKENS), "sequences", number("start", 0), number("end", 1));
    graph.node("Concat", List.of("sequences", "units"), "state_shape", number("axis", 0));
    graph.node("ConstantOfShape", List.of("state_shape"), "zeros");
    if (model.maskPadding()) {
      addMaskedRecurrence(graph, weights.units(), model);
    } else {
      addRecurrence(graph, weights.units(), model);
    }
    graph.node("Gemm", List.of("last", "output_kernel", "output_bias"), "log_odds");
    graph.node("Sigmoid", List.of("log_odds"), PROBABILITY);
    return graph.build();
  }

  private static void addRecurrence(OnnxGraph graph, int units, ModelSettings model) {
    OnnxGraph step = step(units, model);
    step.node("Identity", List.of("activated"), "state_out");
    step.output("state_out", DataType.FLOAT, BATCH, units);
    graph.node(
        "Scan",
        List.of("zeros", "projected"),
        "last",
        number("num_scan_inputs", 1),
        graph("body", step));
  }

  private static void addMaskedRecurrence(OnnxGraph graph, int units, ModelSettings model) {
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
    addStep(step, model);
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

  private static OnnxGraph step(int units, ModelSettings model) {
    OnnxGraph step = new OnnxGraph("step");
    step.input("state_in", DataType.FLOAT, BATCH, units);
    step.input("projected_step", DataType.FLOAT, BATCH, units);
    addStep(step, model);
    return step;
  }

  private static void addStep(OnnxGraph step, ModelSettings model) {
    step.node("MatMul", List.of("state_in", "recurrent"), "carried");
    step.node("Add", List.of("projected_step", "carried"), "sum");
    step.node(operator(model.activation()), List.of("sum"), "activated");
  }

  private static String operator(ModelSettings.Activation activation) {
    return switch (activation) {
      case TANH -> "Tanh";
      case RELU -> "Relu";
      case IDENTITY -> "Identity";
    };
  }
}
