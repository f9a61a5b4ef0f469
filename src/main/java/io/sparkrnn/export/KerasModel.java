package io.sparkrnn.export;

import static java.util.Objects.requireNonNull;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.sparkrnn.error.BadDataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * Model read from a file that Keras saved: a {@code .keras} file of Keras 3, or an {@code .h5} file
 * with the complete model. Files are not trusted: no code in them is run, sizes are checked before
 * memory is allocated, and unknown content is refused.
 *
 * @param weights weights of all layers
 * @param settings settings of this project for the same network, each as {@code key=value}
 */
public record KerasModel(ClassifierWeights weights, List<String> settings) {

  static final String CONFIG = "config.json";
  static final String METADATA = "metadata.json";
  static final String WEIGHTS = "model.weights.h5";

  private static final byte[] ZIP_SIGNATURE = {'P', 'K', 3, 4};
  private static final byte[] HDF5_SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  /** In bytes; the configuration of a model has some kilobytes. */
  private static final long CONFIG_LIMIT = 1 << 24;

  /** Bytes per weight: the optimizer's state has two more values each, and HDF5 adds overhead. */
  private static final long WEIGHTS_LIMIT_FACTOR = 8L * Float.BYTES;

  private static final long WEIGHTS_LIMIT_REST = 1 << 26;

  public KerasModel {
    requireNonNull(weights, "weights is null");
    settings = List.copyOf(settings);
  }

  /**
   * Reads a model from the content of a file.
   *
   * @param name name of the file, for messages
   * @throws BadDataException with the reason, if the file is damaged or the model is not supported
   */
  public static KerasModel read(byte[] file, String name) {
    try {
      if (startsWith(file, ZIP_SIGNATURE)) {
        return readArchive(file);
      }
      if (startsWith(file, HDF5_SIGNATURE)) {
        return readLegacy(file);
      }
      throw new BadDataException("it is neither a .keras nor an .h5 file");
    } catch (BadDataException e) {
      throw new BadDataException("%s: %s".formatted(name, e.getMessage()), e);
    } catch (IOException | RuntimeException e) {
      // The zip and HDF5 readers throw many kinds of exceptions on a damaged file.
      throw new BadDataException("%s is damaged: %s".formatted(name, e), e);
    }
  }

  private static boolean startsWith(byte[] file, byte[] signature) {
    return file.length >= signature.length
        && Arrays.equals(file, 0, signature.length, signature, 0, signature.length);
  }

  private static KerasModel readArchive(byte[] file) throws IOException {
    try (ZipFile zip = new ZipFile(new SeekableInMemoryByteChannel(file))) {
      String config = new String(entry(zip, CONFIG, CONFIG_LIMIT), StandardCharsets.UTF_8);
      KerasArchitecture architecture = KerasConfigParser.parse(config);
      long limit =
          Math.addExact(
              WEIGHTS_LIMIT_REST,
              Math.multiplyExact(WEIGHTS_LIMIT_FACTOR, architecture.parameters()));
      try (HdfFile weights =
          HdfFile.fromBytes(entry(zip, WEIGHTS, Math.min(limit, Integer.MAX_VALUE - 9)))) {
        return new KerasModel(KerasWeights.read(weights, architecture), architecture.settings());
      }
    }
  }

  private static byte[] entry(ZipFile zip, String name, long limit) throws IOException {
    ZipArchiveEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new BadDataException("it holds no %s, expected a .keras file".formatted(name));
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] content = in.readNBytes(Math.toIntExact(limit + 1));
      if (content.length > limit) {
        throw new BadDataException(
            "its %s is larger than %,d bytes, the limit for this architecture"
                .formatted(name, limit));
      }
      return content;
    }
  }

  private static KerasModel readLegacy(byte[] file) {
    try (HdfFile hdf = HdfFile.fromBytes(file)) {
      Attribute config = hdf.getAttribute("model_config");
      if (config == null || !(config.getData() instanceof String json)) {
        throw new BadDataException(
            "it has weights, but no model configuration; save it with model.save instead of"
                + " model.save_weights");
      }
      KerasArchitecture architecture = KerasConfigParser.parse(json);
      return new KerasModel(KerasWeights.readLegacy(hdf, architecture), architecture.settings());
    }
  }
}
