package io.sparkrnn.data.review;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.config.DataSettings;
import io.sparkrnn.config.SettingsReader;
import io.sparkrnn.config.TableSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Settings of a source of reviews beside those that all sources have ({@code data.*}).
 *
 * @param testPath test reviews of a table; empty: see the next ones
 * @param testTable table in a catalog of Spark with the test reviews; empty: see the next ones
 * @param testWhere SQL condition that chooses the test reviews; empty: see the next ones
 * @param splitColumn column that assigns rows to the splits; empty: {@code testFraction}
 * @param testValues cell values of {@code splitColumn} that mean the test split
 * @param testFraction fraction of a table without test path that is held out for the test, in (0,
 *     1)
 * @param textColumn column of a table that holds the text
 * @param labelColumn column of a table that holds the label
 * @param positiveLabels cell values that mean 1
 * @param negativeLabels cell values that mean 0
 * @param wordIndex Keras's word-index JSON; empty: {@code imdb_word_index.json} beside the npz
 * @param unlabelled treatment of reviews without a label
 * @param classes classes that labels name
 */
public record ReviewSettings(
    Optional<String> testPath,
    Optional<String> testTable,
    Optional<String> testWhere,
    Optional<String> splitColumn,
    List<String> testValues,
    double testFraction,
    String textColumn,
    String labelColumn,
    List<String> positiveLabels,
    List<String> negativeLabels,
    Optional<String> wordIndex,
    Unlabeled unlabelled,
    ClassSettings classes) {

  static final String TEST_PATH = "data.test-path";
  static final String TEST_TABLE = "data.test-table";
  static final String TEST_WHERE = "data.test-where";
  static final String SPLIT_COLUMN = "data.split-column";
  static final String TEST_VALUES = "data.test-values";
  static final String TEST_FRACTION = "data.test-fraction";
  static final String TEXT_COLUMN = "data.text-column";
  static final String LABEL_COLUMN = "data.label-column";
  static final String POSITIVE_LABELS = "data.labels.positive";
  static final String NEGATIVE_LABELS = "data.labels.negative";
  static final String WORD_INDEX = "data.word-index";
  static final String UNLABELLED = "data.unlabeled";

  /** Treatment of reviews without a label. */
  public enum Unlabeled {
    /** Not read where they are stored apart; rejected as bad rows where they are not. */
    IGNORE,
    /** Word vectors are computed from them too. */
    READ
  }

  /** Values of {@code data.source} that have a test split of their own. */
  private static final Set<String> WITH_TEST_SPLIT =
      Set.of("sample", "imdb-archive", "imdb-folder", "keras-npz");

  public ReviewSettings {
    requireNonNull(testPath, "testPath is null");
    requireNonNull(testTable, "testTable is null");
    requireNonNull(testWhere, "testWhere is null");
    requireNonNull(splitColumn, "splitColumn is null");
    testValues = List.copyOf(testValues);
    requireNonNull(textColumn, "textColumn is null");
    requireNonNull(labelColumn, "labelColumn is null");
    positiveLabels = List.copyOf(positiveLabels);
    negativeLabels = List.copyOf(negativeLabels);
    requireNonNull(wordIndex, "wordIndex is null");
    requireNonNull(unlabelled, "unlabelled is null");
    requireNonNull(classes, "classes is null");
  }

  /** Reads the settings. */
  public static ReviewSettings read(SettingsReader read) {
    ReviewSettings settings =
        new ReviewSettings(
            read.path(TEST_PATH),
            read.optionalText(TEST_TABLE, "the name of a table or \"\""),
            read.optionalText(TEST_WHERE, "a SQL condition or \"\""),
            read.optionalText(SPLIT_COLUMN, "the name of a column or \"\""),
            read.texts(TEST_VALUES),
            read.between0And1(TEST_FRACTION),
            read.text(TEXT_COLUMN),
            read.text(LABEL_COLUMN),
            read.texts(POSITIVE_LABELS),
            read.texts(NEGATIVE_LABELS),
            read.path(WORD_INDEX),
            read.choice(UNLABELLED, Unlabeled.class),
            ClassSettings.read(read));
    settings.requireDistinct(read);
    settings.requireUseOfTestPath(read);
    settings.requireOneSplit(read);
    return settings;
  }

  private void requireDistinct(SettingsReader read) {
    if (read.valid(TEXT_COLUMN, LABEL_COLUMN) && textColumn.equals(labelColumn)) {
      read.reject(
          LABEL_COLUMN,
          "is \"%s\" as data.text-column is, expected another column".formatted(labelColumn));
    }
    if (read.valid(POSITIVE_LABELS, NEGATIVE_LABELS)) {
      List<String> both = new ArrayList<>(negativeLabels);
      both.retainAll(positiveLabels);
      for (String label : both) {
        read.reject(
            NEGATIVE_LABELS,
            "\"%s\" is in data.labels.positive too, expected it in one of them".formatted(label));
      }
    }
  }

  private void requireOneSplit(SettingsReader read) {
    if (read.valid(TEST_PATH, TEST_TABLE) && testPath.isPresent() && testTable.isPresent()) {
      read.reject(TEST_TABLE, "is set, and data.test-path too, expected one of them");
    }
    if (read.valid(SPLIT_COLUMN, TEST_PATH, TEST_TABLE, TEST_WHERE)
        && splitColumn.isPresent()
        && (testPath.isPresent() || testTable.isPresent() || testWhere.isPresent())) {
      read.reject(
          SPLIT_COLUMN,
          "is set, and data.test-path, data.test-table or data.test-where too, expected one way to"
              + " choose test reviews");
    }
    if (read.valid(TEST_WHERE, TEST_TABLE, SPLIT_COLUMN, DataSettings.PATH, DataSettings.SOURCE)
        && read.valid(TableSettings.TABLE, TableSettings.QUERY, TableSettings.FORMAT)
        && (testWhere.isPresent() || testTable.isPresent() || splitColumn.isPresent())
        && Stream.of(
                DataSettings.PATH, TableSettings.TABLE, TableSettings.QUERY, TableSettings.FORMAT)
            .allMatch(key -> read.written(key).equals(""))) {
      read.reject(
          testWhere.isPresent() ? TEST_WHERE : testTable.isPresent() ? TEST_TABLE : SPLIT_COLUMN,
          "is set, but no table, expected data.table, data.query, data.format or data.path");
    }
  }

  private void requireUseOfTestPath(SettingsReader read) {
    if (testPath.isEmpty() || !read.valid(TEST_PATH, DataSettings.SOURCE, DataSettings.PATH)) {
      return;
    }
    Object source = read.written(DataSettings.SOURCE);
    if (WITH_TEST_SPLIT.contains(source)) {
      read.reject(
          TEST_PATH,
          "has no effect with data.source = %s, which has its own test reviews".formatted(source));
    } else if (read.valid(TableSettings.TABLE, TableSettings.QUERY)
        && Stream.of(DataSettings.PATH, TableSettings.TABLE, TableSettings.QUERY)
            .allMatch(key -> read.written(key).equals(""))) {
      read.reject(TEST_PATH, "is set, but data.path is empty, expected both or neither");
    }
  }

  /** Returns the setting, as {@code key = 'value'}, that chooses the test reviews of a table. */
  Optional<String> split() {
    return testPath
        .map(path -> TEST_PATH + " = '" + path + "'")
        .or(() -> testTable.map(table -> TEST_TABLE + " = '" + table + "'"))
        .or(() -> testWhere.map(condition -> TEST_WHERE + " = \"" + condition + "\""))
        .or(() -> splitColumn.map(column -> SPLIT_COLUMN + " = '" + column + "'"));
  }

  /** These settings for the embedded sample. */
  public ReviewSettings onSample() {
    return new ReviewSettings(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        testValues,
        testFraction,
        textColumn,
        labelColumn,
        positiveLabels,
        negativeLabels,
        Optional.empty(),
        Unlabeled.IGNORE,
        classes);
  }
}
