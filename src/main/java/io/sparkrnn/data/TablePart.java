package io.sparkrnn.data;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.config.DataSettings;
import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.error.BadDataException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/**
 * The files under one setting of a table source.
 *
 * @param key the setting
 * @param path what it leads to, fully qualified
 * @param rule which part of the data set its reviews belong to
 */
record TablePart(String key, String path, List<InputFile> files, SplitRule rule) {

  TablePart {
    requireNonNull(key, "key is null");
    requireNonNull(path, "path is null");
    files = List.copyOf(files);
    requireNonNull(rule, "rule is null");
  }

  /** What is read: {@code data.path}, and {@code data.test-path} if it is given. */
  static List<TablePart> list(
      FileStatus root, SourceKind kind, DataSettings settings, Configuration hadoop) {
    List<TablePart> parts = new ArrayList<>();
    if (settings.testPath().isEmpty()) {
      parts.add(
          of(
              ReviewSources.PATH,
              root,
              kind,
              new SplitRule.HeldOut(settings.testFraction()),
              hadoop));
      return parts;
    }
    FileStatus test = Inputs.require(ReviewSources.TEST_PATH, settings.testPath().get(), hadoop);
    parts.add(of(ReviewSources.PATH, root, kind, new SplitRule.Whole(Split.TRAIN), hadoop));
    parts.add(of(ReviewSources.TEST_PATH, test, kind, new SplitRule.Whole(Split.TEST), hadoop));
    requireApart(parts.get(0), parts.get(1));
    return parts;
  }

  private static TablePart of(
      String key, FileStatus root, SourceKind kind, SplitRule rule, Configuration hadoop) {
    List<InputFile> files = files(key, root, kind, hadoop);
    return new TablePart(key, root.getPath().toString(), files, rule);
  }

  /**
   * A table's files: one, or those of a folder that are of its kind.
   *
   * @throws BadDataException if a folder has none
   */
  static List<InputFile> files(String key, FileStatus root, SourceKind kind, Configuration hadoop) {
    List<InputFile> files =
        root.isFile()
            ? List.of(InputFile.of(root))
            : Inputs.visibleFiles(root.getPath(), hadoop).stream()
                .filter(file -> SourceKinds.ofFile(file.name()).filter(kind::equals).isPresent())
                .toList();
    if (files.isEmpty()) {
      throw new BadDataException(
          "%s = %s is a folder without %s files (%s)"
              .formatted(key, root.getPath(), kind, SourceKinds.names(kind)));
    }
    return files;
  }

  private static void requireApart(TablePart train, TablePart test) {
    Set<InputFile> shared = new HashSet<>(train.files());
    shared.retainAll(test.files());
    if (!shared.isEmpty()) {
      throw new BadDataException(
          "%s is read by both %s and %s: the model would be tested on what it was trained on"
              .formatted(shared.iterator().next().path(), train.key(), test.key()));
    }
  }

  BadDataException noRows() {
    return new BadDataException(
        "%s = %s holds no rows in %d file(s), expected labelled reviews"
            .formatted(key, path, files.size()));
  }
}
