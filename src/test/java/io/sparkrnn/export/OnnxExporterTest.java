package io.sparkrnn.export;

import static io.sparkrnn.SettingsForTests.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.nn.RecurrentSettings.Activation;
import io.sparkrnn.nn.RecurrentSettings.Layer;
import io.sparkrnn.workload.sentiment.SentimentSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Exported networks in ONNX Runtime against the networks themselves. */
class OnnxExporterTest {

  static Stream<Arguments> networks() {
    return Arrays.stream(Activation.values())
        .flatMap(
            activation ->
                Stream.of(true, false)
                    .flatMap(
                        masked ->
                            Arrays.stream(Layer.values())
                                .map(layer -> Arguments.of(activation, masked, layer))));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void saysWhatTheNetworkSays(Activation activation, boolean masked, Layer layer) {
    JobConfig config =
        Networks.config(
            set("model.activation", activation),
            set("model.mask-padding", masked),
            set("model.layer", layer));
    MultiLayerNetwork network = Networks.network(config);
    List<float[]> sequences = Networks.sequencesFor(config);
    double[] expected = Networks.probabilities(config, network, sequences);

    try (OnnxSession session = new OnnxSession(onnx(config, network))) {
      assertThat(session.probabilities(sequences)).containsExactly(expected, within(1e-6));
      // One at a time, and without the padding in front, which only a mask makes the same.
      for (int row = 0; row < expected.length; row++) {
        assertThat(session.probabilities(List.of(sequences.get(row))))
            .containsExactly(new double[] {expected[row]}, within(1e-6));
      }
      double shorter = session.probabilities(List.of(new float[] {1, 9, 2, 33, 4}))[0];
      assertThat(Math.abs(shorter - expected[0]) < 1e-6).isEqualTo(masked);
      assertThat(session.probabilities(List.of(new float[] {1})))
          .containsExactly(
              Networks.probabilities(config, network, List.of(new float[] {1})), within(1e-6));
    }
    assertThat(Arrays.stream(expected).distinct().count()).isGreaterThan(4);
  }

  @Test
  void describesItself() throws IOException {
    JobConfig config = Networks.config();
    byte[] bytes = onnx(config, Networks.network(config));
    ModelProto model = ModelProto.parseFrom(bytes);

    assertThat(model.getIrVersion()).isEqualTo(8);
    assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(15);
    assertThat(model.getProducerName()).isEqualTo("spark-rnn");
    assertThat(model.getProducerVersion()).isEqualTo("1.2");
    assertThat(bytes).isEqualTo(onnx(config, Networks.network(config)));
    try (OnnxSession session = new OnnxSession(bytes)) {
      assertThat(session.metadata()).isEqualTo(Map.of("length", "7"));
    }
  }

  @Test
  void isThisGraph() throws IOException {
    JobConfig config = Networks.config();
    MultiLayerNetwork network = Networks.network(config);
    GraphProto graph = ModelProto.parseFrom(onnx(config, network)).getGraph();

    assertThat(graph.getNodeList().stream().map(OnnxExporterTest::text))
        .containsExactly(
            "Transpose(tokens) -> steps",
            "Gather(embedding, steps) -> vectors",
            "MatMul(vectors, kernel) -> products",
            "Add(products, bias) -> projected",
            "Shape(tokens) -> sequences",
            "Concat(sequences, units) -> state_shape",
            "ConstantOfShape(state_shape) -> zeros",
            "Equal(steps, padding) -> is_padding",
            "Not(is_padding) -> is_token",
            "Unsqueeze(is_token, units_axis) -> mask",
            "Scan(zeros, zeros, projected, mask) -> final_state, last",
            "Gemm(last, output_kernel, output_bias) -> log_odds",
            "Sigmoid(log_odds) -> probability");
    assertThat(
            graph.getNode(10).getAttribute(1).getG().getNodeList().stream()
                .map(OnnxExporterTest::text))
        .containsExactly(
            "MatMul(state_in, recurrent) -> carried",
            "Add(projected_step, carried) -> sum",
            "Tanh(sum) -> activated",
            "Where(mask_step, activated, zero) -> state_out",
            "Where(mask_step, activated, last_in) -> last_out");
    TensorProto recurrent = graph.getInitializer(2);
    assertThat(recurrent.getName()).isEqualTo("recurrent");
    assertThat(recurrent.getDimsList()).containsExactly(6L, 6L);
    // Row by row, little-endian: the weight from unit 0 to unit 1 comes second.
    ByteBuffer raw = recurrent.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    assertThat(raw.getFloat(Float.BYTES)).isEqualTo(network.getParam("0_RW").getFloat(0, 1));
  }

  private static String text(NodeProto node) {
    return "%s(%s) -> %s"
        .formatted(
            node.getOpType(),
            String.join(", ", node.getInputList()),
            String.join(", ", node.getOutputList()));
  }

  private static byte[] onnx(JobConfig config, MultiLayerNetwork network) {
    return OnnxExporter.bytes(
        ClassifierWeights.of(network),
        SentimentSettings.of(config).model().exportOptions(),
        "1.2",
        Map.of("length", "7"));
  }
}
