package io.sparkrnn.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.MessageText;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads and writes a network in the format of DL4J's {@code ModelSerializer}: a zip of {@code
 * configuration.json}, {@code coefficients.bin} and, if the updater has state, {@code
 * updaterState.bin}.
 *
 * <p>Differences from DL4J: entries are stored uncompressed, since compression takes longer than
 * all other writing and shrinks weights by only a fifteenth. And files are not trusted. DL4J
 * deserializes Java objects from an entry {@code preprocessor.bin}, instantiates any class that the
 * configuration names, and allocates arrays of the length in their headers. Here only those three
 * entries, the classes of {@link NetworkClassAllowlist} and arrays of the length that the network
 * needs are accepted.
 */
final class NetworkZip {

  private static final String CONFIGURATION = "configuration.json";
  private static final String PARAMETERS = "coefficients.bin";
  private static final String UPDATER = "updaterState.bin";

  /** In bytes; the configuration of three layers has 8,000. */
  private static final int LARGEST_CONFIGURATION = 1 << 20;

  /** Memory per parameter: its value, its gradient, and Adam's first and second moments. */
  private static final int BYTES_PER_PARAMETER = 4 * Float.BYTES;

  /** In bytes; ND4J writes floats one by one. */
  private static final int BUFFER = 1 << 16;

  private static final int END_RECORD = 22;
  private static final int END_SIGNATURE = 0x06054b50;

  private final String file;
  private final byte[] zip;

  private NetworkZip(String file, byte[] zip) {
    this.file = file;
    this.zip = zip;
  }

  /** Returns the zip of a network with its updater's state. */
  static byte[] of(MultiLayerNetwork network) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(Deflater.NO_COMPRESSION);
      zip.putNextEntry(new ZipEntry(CONFIGURATION));
      zip.write(network.getLayerWiseConfigurations().toJson().getBytes(StandardCharsets.UTF_8));
      write(network.params(), PARAMETERS, zip);
      INDArray state = network.getUpdater().getStateViewArray();
      if (state != null) {
        write(state, UPDATER, zip);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the network cannot be serialized: " + e.getMessage(), e);
    }
    return bytes.toByteArray();
  }

  private static void write(INDArray array, String entry, ZipOutputStream zip) throws IOException {
    zip.putNextEntry(new ZipEntry(entry));
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(zip, BUFFER));
    Nd4j.write(array, out);
    out.flush();
  }

  /**
   * Reads a network with its updater's state.
   *
   * @param file name of the zip, for messages
   * @throws BadDataException if the zip is damaged or holds anything that is not accepted
   */
  static MultiLayerNetwork read(String file, byte[] zip) {
    NetworkZip reader = new NetworkZip(file, zip);
    try {
      return reader.network();
    } catch (IOException | RuntimeException e) {
      if (e instanceof BadDataException known) {
        throw known;
      }
      throw reader.refused(firstLine(e), e);
    } catch (LinkageError | StackOverflowError e) {
      // DL4J's classes validate little of their configuration.
      throw reader.refused("its layers cannot be created: " + firstLine(e), e);
    }
  }

  private MultiLayerNetwork network() throws IOException {
    int expected = declaredEntryCount();
    Set<String> found = new HashSet<>();
    Optional<MultiLayerNetwork> network = Optional.empty();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      Optional<MultiLayerConfiguration> configuration = Optional.empty();
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String name = entry.getName();
        if (!found.add(name)) {
          throw refused("it holds %s twice".formatted(name), null);
        }
        switch (name) {
          case CONFIGURATION -> configuration = Optional.of(configuration(in));
          case PARAMETERS ->
              network =
                  Optional.of(
                      network(
                          configuration.orElseThrow(() -> outOfOrder(name)),
                          new DataInputStream(in)));
          case UPDATER ->
              restore(network.orElseThrow(() -> outOfOrder(name)), new DataInputStream(in));
          default ->
              throw refused(
                  "it holds an entry %.100s, which no network of this program has".formatted(name),
                  null);
        }
        in.closeEntry();
      }
    }
    if (found.size() != expected) {
      throw refused(
          "%d of %d entries can be read: %s".formatted(found.size(), expected, found), null);
    }
    return network.orElseThrow(() -> refused("it lacks " + PARAMETERS, null));
  }

  /**
   * Returns the number of entries by the zip's end record. Entries are read from the front, so an
   * archive that was cut before the updater's state would otherwise pass as a network without one.
   */
  private int declaredEntryCount() {
    ByteBuffer end = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int at = zip.length - END_RECORD;
    if (at < 0 || end.getInt(at) != END_SIGNATURE) {
      throw refused("it does not end with the end record of a zip file", null);
    }
    return Short.toUnsignedInt(end.getShort(at + 10));
  }

  private MultiLayerConfiguration configuration(ZipInputStream in) throws IOException {
    byte[] json = in.readNBytes(LARGEST_CONFIGURATION + 1);
    if (json.length > LARGEST_CONFIGURATION) {
      throw refused(
          "%s has more than %d bytes".formatted(CONFIGURATION, LARGEST_CONFIGURATION), null);
    }
    try {
      return MultiLayerConfiguration.fromJson(NetworkClassAllowlist.checked(json));
    } catch (JsonProcessingException e) {
      throw refused("%s is not JSON: %s".formatted(CONFIGURATION, e.getOriginalMessage()), e);
    } catch (IllegalArgumentException e) {
      throw refused("%s %s".formatted(CONFIGURATION, firstLine(e)), e);
    }
  }

  private MultiLayerNetwork network(MultiLayerConfiguration configuration, DataInputStream in)
      throws IOException {
    long count = 0;
    for (NeuralNetConfiguration layer : configuration.getConfs()) {
      count = Math.addExact(count, layer.getLayer().initializer().numParams(layer));
    }
    long most = Math.min(Runtime.getRuntime().maxMemory() / BYTES_PER_PARAMETER, Integer.MAX_VALUE);
    if (count < 1 || count > most) {
      throw refused(
          ("%s describes a network of %d parameters, and this process has memory for 1 to %d; if"
                  + " the network is meant to be so large, increase --driver-memory")
              .formatted(CONFIGURATION, count, most),
          null);
    }
    INDArray parameters = NetworkArray.read(in, count);
    configuration.setDataType(parameters.dataType());
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init(parameters, false);
    return network;
  }

  private static void restore(MultiLayerNetwork network, DataInputStream in) throws IOException {
    INDArray state = network.getUpdater().getStateViewArray();
    if (state == null) {
      throw new IllegalArgumentException("it has updater state, but its updater has none");
    }
    try (INDArray read = NetworkArray.read(in, state.length())) {
      network.getUpdater().setStateViewArray(network, read.reshape(state.shape()), false);
    }
  }

  private BadDataException outOfOrder(String entry) {
    return refused("its entry %s comes before the entry that it depends on".formatted(entry), null);
  }

  private BadDataException refused(String why, Throwable cause) {
    return new BadDataException(
        ("%s is not a valid DL4J network: %s. Use a model that this program wrote, or train it"
                + " again")
            .formatted(file, why),
        cause);
  }

  private static String firstLine(Throwable e) {
    return MessageText.shortened(MessageText.reason(e), 300);
  }
}
