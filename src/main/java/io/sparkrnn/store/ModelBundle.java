package io.sparkrnn.store;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.error.BadDataException;
import io.sparkrnn.workload.Asset;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/**
 * A trained model with all that is needed to use it: network, assets of its workload, the
 * configuration it was trained with and where it came from.
 *
 * @param network with its updater's state
 * @param assets such as the vocabulary
 * @param configuration HOCON of every setting
 * @param provenance JSON
 */
public record ModelBundle(
    MultiLayerNetwork network, List<Asset> assets, String configuration, String provenance) {

  private static final String FOLDER = "model";
  private static final String NETWORK = "network.zip";
  private static final String CONFIGURATION = "config.conf";
  private static final String PROVENANCE = "provenance.json";
  private static final String ASSETS = "assets";

  public ModelBundle {
    requireNonNull(network, "network is null");
    assets = List.copyOf(assets);
    requireNonNull(configuration, "configuration is null");
    requireNonNull(provenance, "provenance is null");
  }

  /** Writes the bundle as the folder {@code model} of a run. */
  public void write(RunFolder run) {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try {
      ModelSerializer.writeModel(network, zip, true);
    } catch (IOException e) {
      throw new UncheckedIOException("the network cannot be serialised: " + e.getMessage(), e);
    }
    run.write(FOLDER + "/" + NETWORK, zip.toByteArray());
    run.write(FOLDER + "/" + CONFIGURATION, configuration);
    run.write(FOLDER + "/" + PROVENANCE, provenance);
    for (Asset asset : assets) {
      run.write(FOLDER + "/" + ASSETS + "/" + asset.name(), asset.content());
    }
  }

  /**
   * Reads a bundle.
   *
   * @param location a run's folder or its model folder, local or any Hadoop URI
   * @throws BadDataException if there is no whole model
   */
  public static ModelBundle read(String location, Configuration hadoop) {
    Storage storage = Storage.of(new Path(location), hadoop);
    Path folder = folder(storage, location);
    for (String part : List.of(NETWORK, CONFIGURATION, PROVENANCE)) {
      if (!storage.exists(new Path(folder, part))) {
        throw new BadDataException(
            "%s has no %s; expected the folder of a run, or the folder 'model' in it"
                .formatted(folder, part));
      }
    }
    return new ModelBundle(
        network(storage, new Path(folder, NETWORK)),
        assets(storage, new Path(folder, ASSETS)),
        storage.readText(new Path(folder, CONFIGURATION)),
        storage.readText(new Path(folder, PROVENANCE)));
  }

  /** The URI of the file that holds a bundle's configuration. */
  public static String configurationFile(String location, Configuration hadoop) {
    Storage storage = Storage.of(new Path(location), hadoop);
    return new Path(folder(storage, location), CONFIGURATION).toString();
  }

  private static Path folder(Storage storage, String location) {
    Path given = new Path(location);
    Path nested = new Path(given, FOLDER);
    return storage.qualified(storage.exists(nested) ? nested : given);
  }

  private static MultiLayerNetwork network(Storage storage, Path path) {
    byte[] zip = storage.read(path);
    try {
      requireWhole(zip);
      return ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(zip), true);
    } catch (IOException | RuntimeException e) {
      throw new BadDataException(
          "%s is not a whole DL4J network: %s".formatted(path, e.getMessage()), e);
    }
  }

  /**
   * Looks for the directory at the archive's end: DL4J reads entries from the front, and would take
   * an archive that was cut before the updater's state for a network that has none.
   */
  private static void requireWhole(byte[] zip) throws IOException {
    new ZipFile(new SeekableInMemoryByteChannel(zip)).close();
  }

  private static List<Asset> assets(Storage storage, Path folder) {
    List<Asset> assets = new ArrayList<>();
    if (storage.exists(folder)) {
      FileStatus[] files =
          storage.io("cannot list " + folder, () -> storage.fileSystem().listStatus(folder));
      for (FileStatus file : files) {
        assets.add(new Asset(file.getPath().getName(), storage.readText(file.getPath())));
      }
    }
    return assets;
  }
}
