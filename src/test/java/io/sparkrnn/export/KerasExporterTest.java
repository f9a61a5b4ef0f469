package io.sparkrnn.export;

import static io.sparkrnn.SettingsForTests.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.nn.RecurrentSettings.Activation;
import io.sparkrnn.nn.RecurrentSettings.Layer;
import io.sparkrnn.workload.sentiment.SentimentSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files for Keras; that Keras reads them is the check of src/test/python/keras_parity.py. */
class KerasExporterTest {

  @ParameterizedTest
  @EnumSource(Activation.class)
  void isReadBackAsItWas(Activation activation) {
    JobConfig config =
        Networks.config(
            set("model.activation", activation),
            "model.input-dropout=0.25",
            "model.output-dropout=0.5");
    MultiLayerNetwork network = Networks.network(config);

    KerasModel read = KerasModel.read(keras(config, network), "own");
    MultiLayerNetwork other = Networks.network(Networks.config("seed=7"));
    read.weights().copyInto(other);

    assertThat(other.params()).isEqualTo(network.params());
    assertThat(read.settings())
        .containsExactly(
            "text.vocabulary-size=40",
            "text.length=7",
            "model.embedding-size=5",
            "model.hidden-size=6",
            set("model.activation", activation),
            "model.mask-padding=true",
            "model.input-dropout=0.25",
            "model.output-dropout=0.5");
  }

  @Test
  void isTheSameWhateverLayerTrained() {
    JobConfig fused = Networks.config();
    JobConfig stock = Networks.config(set("model.layer", Layer.STOCK));

    byte[] bytes = keras(fused, Networks.network(fused));

    assertThat(keras(stock, Networks.network(stock))).isEqualTo(bytes);
  }

  @Test
  void isDescribedAsKerasDoes() throws IOException {
    JobConfig config = Networks.config(set("model.mask-padding", false));
    ByteArrayInputStream bytes = new ByteArrayInputStream(keras(config, Networks.network(config)));
    try (ZipInputStream zip = new ZipInputStream(bytes)) {
      assertEntry(zip, "metadata.json", "{\"keras_version\":\"3.0.0\"}");
      assertEntry(
          zip,
          "config.json",
          "{\"module\":\"keras\",\"class_name\":\"Sequential\",\"config\":{\"name\":\"sequential\","
              + "\"layers\":["
              + layer("InputLayer", "tokens", "\"batch_shape\":[null,7],\"dtype\":\"int64\"")
              + ","
              + layer(
                  "Embedding", "embedding", "\"input_dim\":40,\"output_dim\":5,\"mask_zero\":false")
              + ","
              + layer(
                  "SimpleRNN", "simple_rnn", "\"units\":6,\"activation\":\"tanh\",\"dropout\":0.2")
              + ","
              + layer("Dense", "dense", "\"units\":1,\"activation\":\"sigmoid\"")
              + "],\"build_input_shape\":[null,7]},\"registered_name\":null,"
              + "\"build_config\":{\"input_shape\":[null,7]}}");
    }
  }

  private static String layer(String kind, String name, String arguments) {
    return "{\"module\":\"keras.layers\",\"class_name\":\"%s\",\"config\":{\"name\":\"%s\",%s},\"registered_name\":null}"
        .formatted(kind, name, arguments);
  }

  private static void assertEntry(ZipInputStream zip, String name, String content)
      throws IOException {
    ZipEntry entry = zip.getNextEntry();
    assertThat(entry.getName()).isEqualTo(name);
    assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(content);
  }

  @Test
  void refusesOtherNetworks() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DenseLayer.Builder().nIn(3).nOut(2).name("first").build())
                .layer(new OutputLayer.Builder().nIn(2).nOut(2).name("second").build())
                .build());
    network.init();

    assertThatThrownBy(() -> ClassifierWeights.of(network))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("the network (first, second) cannot be exported");
  }

  @Test
  void weightsFitOneShapeAlone() {
    ClassifierWeights weights = ClassifierWeights.of(Networks.network(Networks.config()));
    MultiLayerNetwork other = Networks.network(Networks.config("text.vocabulary-size=41"));

    assertThatThrownBy(() -> weights.copyInto(other))
        .hasMessage("a network of [41, 5, 6, 1] cannot have the weights of one of [40, 5, 6, 1]");
  }

  private static byte[] keras(JobConfig config, MultiLayerNetwork network) {
    return KerasExporter.bytes(
        ClassifierWeights.of(network),
        SentimentSettings.of(config).model().exportOptions(),
        SentimentSettings.of(config).text().length());
  }
}
