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
 * A model that Keras saved: a {@code .keras} file of Keras 3, or an {@code .h5} file with the whole
 * model in it. A file may come from anywhere, so it is described by data alone, sizes are checked
 * before memory is asked for, and what is not known is refused.
 *
 * @param weights of its layers
 * @param settings of the same network here, each as {@code key=value}
 */
public record KerasModel(RecurrentClassifier weights, List<String> settings) {

  static final String CONFIG = "config.json";
  static final String METADATA = "metadata.json";
  static final String WEIGHTS = "model.weights.h5";

  private static final byte[] ZIP_SIGNATURE = {'P', 'K', 3, 4};
  private static final byte[] HDF5_SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  /** A description is some kilobytes. */
  private static final long CONFIG_LIMIT = 1 << 24;

  /**
   * Beside weights there are an optimiser's, which are twice as many, and what lies around them.
   */
  private static final long WEIGHTS_LIMIT_FACTOR = 8L * Float.BYTES;

  private static final long WEIGHTS_LIMIT_REST = 1 << 26;

  public KerasModel {
    requireNonNull(weights, "weights is null");
    settings = List.copyOf(settings);
  }

  /**
   * Reads a file.
   *
   * @param name of the file, for messages
   * @throws BadDataException saying why if it is damaged or another kind of model
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
      // What the readers of zip and HDF5 meet in a damaged file is of many kinds.
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
      KerasArchitecture architecture = KerasLayers.parse(config);
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
            "its %s is larger than %,d bytes, expected less of such a model"
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
            "it has weights, but no description of the model; save it with model.save instead of save_weights");
      }
      KerasArchitecture architecture = KerasLayers.parse(json);
      return new KerasModel(KerasWeights.readLegacy(hdf, architecture), architecture.settings());
    }
  }
}
