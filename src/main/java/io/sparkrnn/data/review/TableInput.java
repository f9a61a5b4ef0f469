package io.sparkrnn.data.review;

import io.sparkrnn.config.DataSettings;
import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.file.InputFile;
import io.sparkrnn.data.file.InputFiles;
import io.sparkrnn.data.file.SourceKindDetector;
import io.sparkrnn.error.BadDataException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/**
 * Input files of a table source under one setting, {@code data.path} or {@code data.test-path}.
 *
 * @param key the setting
 * @param path its path, fully qualified
 * @param files the files at the path, sorted by path
 * @param rule assigns the reviews to splits
 */
record TableInput(String key, String path, List<InputFile> files, SplitRule rule) {

  /** Lists the files of {@code data.path} and, if it is set, of {@code data.test-path}. */
  static List<TableInput> list(
      FileStatus root, SourceKind kind, ReviewSettings settings, Configuration hadoop) {
    List<TableInput> parts = new ArrayList<>();
    if (settings.testPath().isEmpty()) {
      parts.add(
          of(
              DataSettings.PATH,
              root,
              kind,
              new SplitRule.HeldOut(settings.testFraction()),
              hadoop));
      return parts;
    }
    FileStatus test =
        InputFiles.require(ReviewSettings.TEST_PATH, settings.testPath().get(), hadoop);
    parts.add(of(DataSettings.PATH, root, kind, new SplitRule.Whole(Split.TRAIN), hadoop));
    parts.add(of(ReviewSettings.TEST_PATH, test, kind, new SplitRule.Whole(Split.TEST), hadoop));
    requireDisjoint(parts.get(0), parts.get(1));
    return parts;
  }

  private static TableInput of(
      String key, FileStatus root, SourceKind kind, SplitRule rule, Configuration hadoop) {
    List<InputFile> files = SourceKindDetector.files(key, root, kind, hadoop);
    return new TableInput(key, root.getPath().toString(), files, rule);
  }

  private static void requireDisjoint(TableInput train, TableInput test) {
    Set<InputFile> shared = new HashSet<>(train.files());
    shared.retainAll(test.files());
    if (!shared.isEmpty()) {
      throw new BadDataException(
          "%s is read by both %s and %s: the model would be tested on its training data"
              .formatted(shared.iterator().next().path(), train.key(), test.key()));
    }
  }

  /** Returns the exception for files without rows. */
  BadDataException noRows() {
    return new BadDataException(
        "%s = %s holds no rows in %d file(s), expected labeled reviews"
            .formatted(key, path, files.size()));
  }
}
