package io.sparkrnn.store;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.error.BadDataException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.functional.RemoteIterators;

/**
 * Files of a folder on an object store, written last: what it lists is whole. Component names are
 * the keys of its JSON. The names of both of its files begin with an underscore, so that Spark does
 * not read them as data.
 *
 * @param files all files, sorted by path
 */
record FolderManifest(List<File> files) {

  /** Name of the manifest. */
  static final String NAME = "_manifest.json";

  /** Name of the file that is written first and deleted last. */
  static final String MARKER = "_started";

  /**
   * File of the folder.
   *
   * @param path relative to the folder
   * @param bytes length
   */
  record File(String path, long bytes) {}

  FolderManifest {
    files = List.copyOf(requireNonNull(files, "files is null"));
  }

  /** Marks a folder as unfinished, before anything else is written to it. */
  static void begin(Storage storage, Path folder) {
    storage.write(new Path(folder, MARKER), VersionHistory.now() + "\n");
  }

  /** Lists what is in a folder, and so makes it whole. */
  static void complete(Storage storage, Path folder) {
    storage.write(
        new Path(folder, NAME), StoreJson.text(new FolderManifest(list(storage, folder))));
  }

  /** Returns the manifest of a folder; empty if it has none. */
  static Optional<FolderManifest> read(Storage storage, Path folder) {
    Path file = new Path(folder, NAME);
    return storage.ifThere(
        "cannot read " + file, () -> StoreJson.read(storage, file, FolderManifest.class));
  }

  /** Returns the first file that is missing or has another length; empty if all are there. */
  Optional<File> missing(Storage storage, Path folder) {
    Map<String, Long> found =
        list(storage, folder).stream().collect(Collectors.toMap(File::path, File::bytes));
    return files.stream()
        .filter(file -> found.getOrDefault(file.path(), -1L) != file.bytes())
        .findFirst();
  }

  /**
   * Deletes a folder. On an object store, its manifest is deleted first, so that no part of it is
   * taken for the whole, and its marker last.
   */
  static void remove(Storage storage, Path folder) {
    if (!storage.isObjectStore()) {
      storage.delete(folder);
      return;
    }
    if (!storage.exists(folder)) {
      return;
    }
    Path marker = new Path(folder, MARKER);
    if (!storage.exists(marker)) {
      begin(storage, folder);
    }
    storage.delete(new Path(folder, NAME));
    storage.list(folder).stream()
        .filter(one -> !one.getName().equals(MARKER))
        .forEach(storage::delete);
    storage.delete(folder);
  }

  /**
   * Checks that a folder is not one that is still being written, or lost files. Does nothing where
   * a rename is atomic.
   *
   * @throws BadDataException naming the folder and what is missing
   */
  static void requireWhole(Storage storage, Path folder) {
    if (!storage.isObjectStore()) {
      return;
    }
    Optional<FolderManifest> manifest = read(storage, folder);
    if (manifest.isEmpty() && storage.exists(new Path(folder, MARKER))) {
      throw new BadDataException(
          "%s is not finished (it has no %s yet): a job is writing it, or died while it did; run that job to its end"
              .formatted(folder, NAME));
    }
    manifest
        .flatMap(listed -> listed.missing(storage, folder))
        .ifPresent(
            file -> {
              throw new BadDataException(
                  "%s is damaged: %s lists %s with %d bytes, which is missing or has another length"
                      .formatted(folder, NAME, file.path(), file.bytes()));
            });
  }

  /** Returns the files below a folder, without manifest and marker, sorted by path. */
  static List<File> list(Storage storage, Path folder) {
    String base = storage.qualified(folder).toUri().getPath() + "/";
    return storage
        .ifThere(
            "cannot list " + folder,
            () -> RemoteIterators.toList(storage.fileSystem().listFiles(folder, true)))
        .orElseGet(List::of)
        .stream()
        .map(file -> entry(base, file))
        .filter(file -> !file.path().equals(NAME) && !file.path().equals(MARKER))
        .sorted(Comparator.comparing(File::path))
        .toList();
  }

  private static File entry(String base, LocatedFileStatus file) {
    return new File(file.getPath().toUri().getPath().substring(base.length()), file.getLen());
  }
}
