package io.sparkrnn.data.file;

import io.sparkrnn.config.DataSettings;
import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.error.BadDataException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Detector of the kind of input at a path, by file names alone. */
public final class SourceKindDetector {

  /** Name of the folder within the IMDB archive. */
  public static final String IMDB_FOLDER = "aclImdb";

  private static final Map<SourceKind, List<String>> ENDINGS =
      Map.of(
          SourceKind.IMDB_ARCHIVE, List.of(".tar.gz", ".tgz"),
          SourceKind.KERAS_NPZ, List.of(".npz"),
          SourceKind.PARQUET, List.of(".parquet"),
          SourceKind.ORC, List.of(".orc"),
          SourceKind.AVRO, List.of(".avro"),
          SourceKind.JSONL, List.of(".jsonl", ".ndjson", ".json"),
          SourceKind.CSV, List.of(".csv"),
          SourceKind.TSV, List.of(".tsv"));

  /** Kinds whose files may be compressed as a whole. */
  private static final Set<SourceKind> TEXTS =
      Set.of(SourceKind.JSONL, SourceKind.CSV, SourceKind.TSV);

  /** Endings of Hadoop's codecs. */
  private static final Pattern COMPRESSED = Pattern.compile("\\.(gz|bz2|zst|lz4|snappy|deflate)$");

  private static final String ACCEPTED =
      "expected *.tar.gz or *.tgz (the IMDB archive), *.npz (Keras), *.parquet, *.orc, *.avro,"
          + " *.jsonl, *.ndjson, *.json, *.csv or *.tsv (the texts also compressed, as .gz or .bz2),"
          + " a folder that holds train/pos (or aclImdb), the folder of an Iceberg or Delta table, or"
          + " a folder of table files of one kind, partitioned or not; for other file names, set"
          + " data.source to the kind";

  private SourceKindDetector() {}

  /** Returns the kind that the name of a file indicates, or empty if it indicates none. */
  static Optional<SourceKind> ofFile(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String plain = COMPRESSED.matcher(lower).replaceFirst("");
    return ENDINGS.entrySet().stream()
        .filter(
            kind ->
                kind.getValue().stream()
                    .anyMatch(
                        ending -> (TEXTS.contains(kind.getKey()) ? plain : lower).endsWith(ending)))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Returns the name patterns of the files of a kind, for messages. */
  static String names(SourceKind kind) {
    return ENDINGS.getOrDefault(kind, List.of()).stream()
        .map(ending -> "*" + ending)
        .collect(Collectors.joining(", "));
  }

  /**
   * Detects the kind of the file or folder at {@code data.path}.
   *
   * @throws BadDataException naming what was found and what is accepted if the kind is unknown or
   *     ambiguous
   */
  public static SourceKind detect(FileStatus root, Configuration hadoop) {
    Path path = root.getPath();
    if (root.isFile()) {
      return ofFile(path.getName())
          .orElseThrow(() -> unknown("%s is a file of no known kind".formatted(path)));
    }
    if (imdbRoot(path, hadoop).isPresent()) {
      return SourceKind.IMDB_FOLDER;
    }
    // Their files include those of earlier versions, so they must not be read as plain Parquet.
    if (InputFiles.isFolder(new Path(path, "_delta_log"), hadoop)) {
      return SourceKind.DELTA;
    }
    if (InputFiles.isFolder(new Path(path, "metadata"), hadoop)
        && InputFiles.visibleFiles(new Path(path, "metadata"), hadoop).stream()
            .anyMatch(file -> file.name().endsWith(".metadata.json"))) {
      return SourceKind.ICEBERG;
    }
    List<InputFile> files = InputFiles.tableFiles(path, hadoop);
    Map<SourceKind, String> examples = new TreeMap<>();
    for (InputFile file : files) {
      ofFile(file.name()).ifPresent(kind -> examples.putIfAbsent(kind, file.name()));
    }
    if (examples.size() > 1) {
      throw unknown(
          "%s is a folder of several kinds of input (%s); give one file"
              .formatted(path, String.join(", ", examples.values())));
    }
    if (examples.isEmpty()) {
      throw unknown(
          "%s is a folder with %d file(s), none of a known kind, and without train/pos"
              .formatted(path, files.size()));
    }
    SourceKind kind = examples.keySet().iterator().next();
    if (kind == SourceKind.IMDB_ARCHIVE || kind == SourceKind.KERAS_NPZ) {
      throw unknown("%s is a folder; give the file itself: %s".formatted(path, examples.get(kind)));
    }
    return kind;
  }

  /**
   * Returns the files of a table: the file itself, or all files of its kind in a folder.
   *
   * @throws BadDataException if the folder has none
   */
  public static List<InputFile> files(
      String key, FileStatus root, SourceKind kind, Configuration hadoop) {
    List<InputFile> files =
        root.isFile()
            ? List.of(InputFile.of(root))
            : InputFiles.tableFiles(root.getPath(), hadoop).stream()
                .filter(file -> ofFile(file.name()).filter(kind::equals).isPresent())
                .toList();
    if (files.isEmpty()) {
      throw new BadDataException(
          "%s = %s is a folder without %s files (%s)"
              .formatted(key, root.getPath(), kind, names(kind)));
    }
    return files;
  }

  /**
   * Returns the folder that contains train and test, either the path itself or aclImdb within it;
   * empty if neither does.
   */
  public static Optional<Path> imdbRoot(Path path, Configuration hadoop) {
    return List.of(path, new Path(path, IMDB_FOLDER)).stream()
        .filter(root -> InputFiles.isFolder(new Path(root, "train/pos"), hadoop))
        .findFirst();
  }

  private static BadDataException unknown(String found) {
    return new BadDataException("%s: %s; %s".formatted(DataSettings.PATH, found, ACCEPTED));
  }
}
