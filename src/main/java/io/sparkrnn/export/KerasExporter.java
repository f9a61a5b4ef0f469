package io.sparkrnn.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkrnn.nn.RecurrentSettings.Activation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Exports a network as a {@code .keras} file for {@code keras.saving.load_model} of Keras 3: a
 * Sequential of Embedding, SimpleRNN and Dense, with {@code mask_zero} if padding is masked. The
 * model is not compiled; call {@code compile} before training it further.
 */
public final class KerasExporter {

  /** Keras version that introduced this file format; later versions read it. */
  private static final String FORMAT = "3.0.0";

  /** Earliest timestamp of the zip format; fixed, so that equal networks give equal bytes. */
  private static final long TIME = 315_532_800_000L;

  private static final ObjectMapper JSON = new ObjectMapper();

  private KerasExporter() {}

  /**
   * Returns the bytes of the file.
   *
   * @param weights weights of the network
   * @param options activation, dropout, and whether padding is masked
   * @param length number of time steps
   */
  public static byte[] bytes(ClassifierWeights weights, NetworkOptions options, int length) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, KerasModel.METADATA, JSON.writeValueAsBytes(object("keras_version", FORMAT)));
      put(zip, KerasModel.CONFIG, JSON.writeValueAsBytes(network(weights, options, length)));
      put(zip, KerasModel.WEIGHTS, KerasWeights.bytes(weights));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the .keras file: " + e.getMessage(), e);
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(TIME);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private static Map<String, Object> network(
      ClassifierWeights weights, NetworkOptions options, int length) {
    List<Integer> input = Arrays.asList(null, length);
    List<Object> layers = new ArrayList<>();
    layers.add(layer("InputLayer", "tokens", "batch_shape", input, "dtype", "int64"));
    layers.add(
        layer(
            "Embedding",
            "embedding",
            "input_dim",
            weights.ids(),
            "output_dim",
            weights.embeddingSize(),
            "mask_zero",
            options.maskPadding()));
    layers.add(
        layer(
            "SimpleRNN",
            "simple_rnn",
            "units",
            weights.units(),
            "activation",
            name(options.activation()),
            "dropout",
            options.inputDropout()));
    if (options.outputDropout() > 0) {
      layers.add(layer("Dropout", "dropout", "rate", options.outputDropout()));
    }
    layers.add(
        layer(
            "Dense",
            "dense",
            "units",
            weights.outputs(),
            "activation",
            weights.outputs() == 1 ? "sigmoid" : "softmax"));
    return object(
        "module",
        "keras",
        "class_name",
        "Sequential",
        "config",
        object("name", "sequential", "layers", layers, "build_input_shape", input),
        "registered_name",
        null,
        "build_config",
        object("input_shape", input));
  }

  private static Map<String, Object> layer(String kind, String name, Object... arguments) {
    Map<String, Object> config = object("name", name);
    config.putAll(object(arguments));
    return object(
        "module", "keras.layers", "class_name", kind, "config", config, "registered_name", null);
  }

  private static String name(Activation activation) {
    return switch (activation) {
      case TANH -> "tanh";
      case RELU -> "relu";
      case IDENTITY -> "linear";
    };
  }

  private static Map<String, Object> object(Object... keysAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      object.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return object;
  }
}
