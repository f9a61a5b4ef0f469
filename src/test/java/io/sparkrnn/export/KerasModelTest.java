package io.sparkrnn.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.BadDataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that Keras saved (src/test/python/keras_fixtures.py), whole and otherwise. */
class KerasModelTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "masked.keras",
        "masked.h5",
        "plain.keras",
        "plain.h5",
        "unbiased.keras",
        "unbiased.h5"
      })
  void saysWhatItSaidInKeras(String name) throws IOException {
    KerasModel model = KerasModel.read(file(name), name);
    JobConfig config = Networks.config(model.settings().toArray(new String[0]));
    MultiLayerNetwork network = Networks.network(config);
    model.weights().copyInto(network);

    JsonNode expected = new ObjectMapper().readTree(file("expected.json"));
    List<float[]> sequences = new ArrayList<>();
    expected.get("sequences").forEach(ids -> sequences.add(floats(ids)));
    float[] says = floats(expected.get("says").get(name.substring(0, name.indexOf('.'))));
    double[] answers = Networks.probabilities(config, network, sequences);
    for (int i = 0; i < says.length; i++) {
      assertThat(answers[i]).as("sequence %d", i).isCloseTo(says[i], within(1e-6));
    }
  }

  @Test
  void knowsTheSettings() throws IOException {
    assertThat(KerasModel.read(file("masked.keras"), "masked").settings())
        .containsExactly(
            "text.vocabulary-size=40",
            "text.length=7",
            "model.embedding-size=5",
            "model.hidden-size=6",
            "model.activation=tanh",
            "model.mask-padding=true",
            "model.input-dropout=0.25",
            "model.output-dropout=0.5");
    assertThat(KerasModel.read(file("plain.h5"), "plain").settings())
        .contains("model.activation=relu", "model.mask-padding=false");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"input_dim\": 40', '\"input_dim\": 41', 'the weights at /layers/embedding/vars/0 are float of the shape [40, 5], expected float of [41, 5]'",
    "'\"units\": 6', '\"units\": 60000', 'expected float of [5, 60000]'",
    "'\"input_dim\": 40', '\"input_dim\": 2000000000', 'input_dim is 2000000000, expected from 4 to 1000000'",
    "'\"input_dim\": 40', '\"input_dim\": \"many\"', 'the layer Embedding ''embedding'' has input_dim = \"many\", expected a whole number'",
    "'\"mask_zero\": true', '\"mask_zero\": 3', 'has mask_zero = 3, expected true or false'",
    "'\"class_name\": \"SimpleRNN\"', '\"class_name\": \"Lambda\"', 'layer 3 is a \"Lambda\" of keras.layers, expected one of Keras''s own [InputLayer, '",
    "'\"class_name\": \"SimpleRNN\"', '\"class_name\": \"Dense\"', 'the model has the layer Dense ''simple_rnn'', expected SimpleRNN in its place'",
    "'\"module\": \"keras.layers\", \"class_name\": \"SimpleRNN\"', '\"module\": \"os\", \"class_name\": \"SimpleRNN\"', 'layer 3 is a \"SimpleRNN\" of os'",
    "'\"return_sequences\": false', '\"return_sequences\": true', 'has return_sequences = true, expected false'",
    "'\"go_backwards\": false', '\"go_backwards\": true', 'has go_backwards = true, expected false'",
    "'\"activation\": \"tanh\"', '\"activation\": \"selu\"', 'has the activation selu, expected tanh, relu or linear'",
    "'\"activation\": \"sigmoid\"', '\"activation\": \"softmax\"', 'has 1 units and the activation softmax, expected one unit and sigmoid'",
    "'\"class_name\": \"Sequential\"', '\"class_name\": \"Functional\"', 'the model is of the class \"Functional\", expected Sequential'",
    "'\"rate\": 0.5', '\"rate\": 7', 'a dropout rate is 7.0, expected from 0 to below 1'",
    "'\"name\": \"float32\"', '\"name\": \"mixed_float16\"', 'computes in mixed_float16, expected float32'",
    "'[null, 7]', '[null, 7, 2]', 'takes inputs of the shape [null,7,2], expected [null, length]'",
    "'{\"module\"', '{\"module', 'the model configuration is not valid JSON'"
  })
  void refusesAnotherKindOfModel(String from, String to, String message) throws IOException {
    byte[] changed =
        changed(
            KerasModel.CONFIG,
            content -> {
              String text = new String(content, StandardCharsets.UTF_8);
              assertThat(text).contains(from);
              return text.replace(from, to).getBytes(StandardCharsets.UTF_8);
            });

    assertRefused(changed, "model.keras: ", message);
  }

  @Test
  void refusesAModelThatIsShorter() throws IOException {
    assertRefused(
        file("dense.keras"), "the model has the layer Dense 'dense_3', expected Embedding");
    byte[] none =
        changed(
            KerasModel.CONFIG,
            content -> "{\"class_name\": \"Sequential\"}".getBytes(StandardCharsets.UTF_8));
    assertRefused(none, "the model has 0 layers, expected Embedding, SimpleRNN and Dense");
  }

  @Test
  void refusesFilesThatAreNone() throws IOException {
    assertRefused(new byte[0], "it is neither a .keras nor an .h5 file");
    assertRefused("text".getBytes(StandardCharsets.UTF_8), "it is neither");
    byte[] whole = file("masked.keras");
    assertRefused(Arrays.copyOf(whole, whole.length / 2), "model.keras is damaged: ");
    assertRefused(without(KerasModel.WEIGHTS), "it holds no model.weights.h5");
    assertRefused(without(KerasModel.CONFIG), "it holds no config.json");
    byte[] legacy = file("masked.h5");
    assertRefused(Arrays.copyOf(legacy, legacy.length / 3), "model.keras");
  }

  @Test
  void refusesWeightsThatAreCutOrTooLarge() throws IOException {
    assertRefused(
        changed(KerasModel.WEIGHTS, content -> Arrays.copyOf(content, content.length / 2)),
        "model.keras");
    assertRefused(changed(KerasModel.WEIGHTS, content -> new byte[20]), "is damaged");
    assertRefused(
        changed(KerasModel.WEIGHTS, content -> new byte[(1 << 26) + 50_000]),
        "its model.weights.h5 is larger than 67,11");
  }

  @Test
  void neverFailsOtherwise() throws IOException {
    // Each byte of the weights' first kilobytes changed, one at a time.
    byte[] whole = file("unbiased.h5");
    for (int at = 0; at < 4096; at += 3) {
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) 0xff;
      try {
        KerasModel.read(damaged, "damaged");
      } catch (BadDataException e) {
        assertThat(e).hasMessageStartingWith("damaged");
      }
    }
  }

  private static void assertRefused(byte[] file, String... parts) {
    assertThatThrownBy(() -> KerasModel.read(file, "model.keras"))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("model.keras")
        .hasMessageContainingAll(parts);
  }

  /** Changes what an entry holds. */
  private interface Change {
    byte[] of(byte[] content);
  }

  private static byte[] changed(String entry, Change change) throws IOException {
    Map<String, byte[]> entries = entries();
    entries.computeIfPresent(entry, (name, content) -> change.of(content));
    return zip(entries);
  }

  private static byte[] without(String entry) throws IOException {
    Map<String, byte[]> entries = entries();
    entries.remove(entry);
    return zip(entries);
  }

  private static Map<String, byte[]> entries() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file("masked.keras")))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] file(String name) throws IOException {
    try (InputStream in = KerasModelTest.class.getResourceAsStream("/keras/" + name)) {
      return in.readAllBytes();
    }
  }

  private static float[] floats(JsonNode numbers) {
    float[] floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = numbers.get(i).floatValue();
    }
    return floats;
  }
}
