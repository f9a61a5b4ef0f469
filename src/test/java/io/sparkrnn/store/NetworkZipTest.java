package io.sparkrnn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sparkrnn.error.BadDataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkZipTest {

  private static final MultiLayerNetwork NETWORK = Networks.trained();

  private final Map<String, byte[]> entries = ZipEntries.of(NetworkZip.of(NETWORK));

  private static boolean run;

  /** Stands for what a forged file would have done. */
  static final class Payload implements Serializable {
    private static final long serialVersionUID = 1L;

    private Object readResolve() {
      run = true;
      return this;
    }
  }

  @Test
  void readsWhatItWrote() {
    MultiLayerNetwork read = NetworkZip.read("n.zip", ZipEntries.zip(entries));

    assertThat(read.params()).isEqualTo(NETWORK.params());
    assertThat(read.getUpdater().getStateViewArray())
        .isEqualTo(NETWORK.getUpdater().getStateViewArray());
    assertThat(read.getLayerWiseConfigurations().toJson())
        .isEqualTo(NETWORK.getLayerWiseConfigurations().toJson());
  }

  @Test
  void writesWhatDl4jReadsAndWrites() throws IOException {
    byte[] zip = NetworkZip.of(NETWORK);
    MultiLayerNetwork read =
        ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(zip), true);
    assertThat(read.params()).isEqualTo(NETWORK.params());
    assertThat(read.getUpdater().getStateViewArray())
        .isEqualTo(NETWORK.getUpdater().getStateViewArray());

    ByteArrayOutputStream theirs = new ByteArrayOutputStream();
    ModelSerializer.writeModel(NETWORK, theirs, true);
    Map<String, byte[]> expected = ZipEntries.of(theirs.toByteArray());
    assertThat(entries).containsOnlyKeys(expected.keySet());
    expected.forEach((entry, content) -> assertThat(entries.get(entry)).isEqualTo(content));
  }

  @ParameterizedTest
  @ValueSource(strings = {"preprocessor.bin", "normalizer.bin", "../../etc/cron.d/x"})
  void refusesAnEntryOfSomethingElse(String entry) throws IOException {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    new ObjectOutputStream(object).writeObject(new Payload());
    entries.put(entry, object.toByteArray());

    requireRefused("it holds an entry " + entry);
    assertThat(run).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "org.deeplearning4j.nn.conf.layers.DenseLayer, java.lang.ProcessBuilder",
    "org.deeplearning4j.nn.conf.layers.DenseLayer, org.deeplearning4j.nn.conf",
    "org.deeplearning4j.nn.conf.layers.DenseLayer, 'java.util.HashMap<org.deeplearning4j.nn.conf.X,java.lang.Y>'",
    "org.nd4j.linalg.activations.impl.ActivationTanH, com.sun.rowset.JdbcRowSetImpl",
    "org.deeplearning4j.nn.weights.WeightInitXavier, io.sparkrnn.store.Payload",
  })
  void refusesAClassOfSomethingElse(String known, String forged) {
    replace(known, forged);

    requireRefused(
        "configuration.json names the class " + forged + ", which no network of this program");
  }

  @Test
  void refusesAClassThatIsNamedInAnyOtherWay() {
    String key = "\"seed\"";
    replace(key, "\"dist\" : {\"type\" : \"javax.naming.InitialContext\"}, " + key);
    requireRefused("names the class javax.naming.InitialContext");
  }

  @Test
  void refusesAKeyThatComesTwice() {
    replace("\"@class\"", "\"@class\" : \"java.lang.ProcessBuilder\", \"\\u0040class\"");

    requireRefused("configuration.json is not JSON: Duplicate field '@class'");
  }

  @Test
  void refusesANetworkThatMemoryDoesNotHold() {
    replace("\"nout\" : 4", "\"nout\" : 2000000000");

    requireRefused("parameters, and this process has memory for 1 to");
  }

  @Test
  void allocatesOnlyWhatTheLayersNeed() {
    ByteBuffer coefficients = ByteBuffer.wrap(entries.get("coefficients.bin"));
    // Behind the shape's own head and the number of dimensions and rows.
    int columns = 2 + "MIXED_DATA_TYPES".length() + 8 + 2 + "LONG".length() + 16;
    assertThat(coefficients.getLong(columns)).isEqualTo(NETWORK.numParams());
    coefficients.putLong(columns, Integer.MAX_VALUE);

    requireRefused("one of its arrays has the shape (1, 2147483647), its layers need (1, 21)");
  }

  @Test
  void refusesAConfigurationThatUnzipsToAnyLength() {
    entries.put("configuration.json", new byte[64 << 20]);

    requireRefused("configuration.json has more than 1048576 bytes");
  }

  @Test
  void refusesANetworkWithoutItsParameters() {
    entries.remove("coefficients.bin");
    requireRefused("its entry updaterState.bin comes before the entry that it depends on");
    entries.remove("updaterState.bin");
    requireRefused("it lacks coefficients.bin");
  }

  private void replace(String what, String with) {
    String json = new String(entries.get("configuration.json"), StandardCharsets.UTF_8);
    assertThat(json).contains(what);
    entries.put("configuration.json", json.replace(what, with).getBytes(StandardCharsets.UTF_8));
  }

  private void requireRefused(String why) {
    byte[] zip = ZipEntries.zip(new LinkedHashMap<>(entries));
    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> NetworkZip.read("n.zip", zip))
        .withMessageStartingWith("n.zip is not a valid DL4J network: ")
        .withMessageContaining(why)
        .withMessageContaining("Use a model that this program wrote");
  }
}
