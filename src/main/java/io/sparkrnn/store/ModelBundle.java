package io.sparkrnn.store;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.error.BadDataException;
import io.sparkrnn.workload.Asset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Trained model with everything needed to use it.
 *
 * @param network network with its updater's state
 * @param assets assets of its workload, such as the vocabulary
 * @param configuration all settings that it was trained with, as HOCON
 * @param provenance origin of the model, as JSON
 */
public record ModelBundle(
    MultiLayerNetwork network, List<Asset> assets, String configuration, String provenance) {

  /** In bytes; the largest array length that Java virtual machines support. */
  private static final int LARGEST_NETWORK = Integer.MAX_VALUE - 8;

  /** In bytes; a vocabulary of 100,000 words has about one million. */
  private static final int LARGEST_TEXT = 64 << 20;

  private static final int MOST_ASSETS = 100;

  static final String FOLDER = "model";
  private static final String NETWORK = "network.zip";
  private static final String CONFIGURATION = "config.conf";
  private static final String PROVENANCE = "provenance.json";
  private static final String ASSETS = "assets";

  /** Path of the settings in a run's folder. */
  static final String CONFIGURATION_FILE = FOLDER + "/" + CONFIGURATION;

  /** Path of the model's origin in a run's folder. */
  static final String PROVENANCE_FILE = FOLDER + "/" + PROVENANCE;

  public ModelBundle {
    requireNonNull(network, "network is null");
    assets = List.copyOf(assets);
    requireNonNull(configuration, "configuration is null");
    requireNonNull(provenance, "provenance is null");
  }

  /** Writes the bundle as the folder {@code model} of a run. */
  public void write(RunFolder run) {
    write(run::write);
  }

  /**
   * Writes the bundle as the folder {@code model} in a folder. Not atomic: the caller has to
   * publish or delete the folder.
   *
   * @param folder local or any Hadoop URI
   */
  public void write(String folder, Configuration hadoop) {
    Storage storage = Storage.of(new Path(folder), hadoop);
    write(
        (name, content) -> {
          Path file = new Path(folder, name);
          storage.makeFolder(file.getParent());
          storage.write(file, content);
        });
  }

  private void write(BiConsumer<String, byte[]> files) {
    files.accept(FOLDER + "/" + NETWORK, NetworkZip.of(network));
    files.accept(FOLDER + "/" + CONFIGURATION, utf8(configuration));
    files.accept(FOLDER + "/" + PROVENANCE, utf8(provenance));
    for (Asset asset : assets) {
      files.accept(FOLDER + "/" + ASSETS + "/" + asset.name(), utf8(asset.content()));
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a bundle.
   *
   * @param location a run's folder or its model folder, local or any Hadoop URI
   * @throws BadDataException if a file is missing or damaged
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
        text(storage, new Path(folder, CONFIGURATION)),
        text(storage, new Path(folder, PROVENANCE)));
  }

  /** Returns the URI of a bundle's configuration file. */
  public static String configurationFile(String location, Configuration hadoop) {
    Storage storage = Storage.of(new Path(location), hadoop);
    return new Path(folder(storage, location), CONFIGURATION).toString();
  }

  /** Reads only the assets of a bundle. */
  public static List<Asset> readAssets(String location, Configuration hadoop) {
    Storage storage = Storage.of(new Path(location), hadoop);
    return assets(storage, new Path(folder(storage, location), ASSETS));
  }

  private static Path folder(Storage storage, String location) {
    Path given = storage.qualified(new Path(location));
    FolderManifest.requireWhole(storage, given);
    if (given.getName().equals(FOLDER) && given.getParent() != null) {
      FolderManifest.requireWhole(storage, given.getParent());
    }
    Path nested = new Path(given, FOLDER);
    return storage.exists(nested) ? nested : given;
  }

  private static MultiLayerNetwork network(Storage storage, Path path) {
    return NetworkZip.read(path.toString(), storage.read(path, LARGEST_NETWORK));
  }

  private static String text(Storage storage, Path path) {
    return new String(storage.read(path, LARGEST_TEXT), StandardCharsets.UTF_8);
  }

  private static List<Asset> assets(Storage storage, Path folder) {
    List<Path> files = storage.list(folder);
    if (files.size() > MOST_ASSETS) {
      throw new BadDataException(
          "%s holds more than %d files; expected the assets of a model"
              .formatted(folder, MOST_ASSETS));
    }
    return files.stream().map(file -> new Asset(file.getName(), text(storage, file))).toList();
  }
}
