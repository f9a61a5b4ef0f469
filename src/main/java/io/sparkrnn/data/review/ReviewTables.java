package io.sparkrnn.data.review;

import io.sparkrnn.config.DataSettings;
import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.config.DataSettings.ValidationSplit;
import io.sparkrnn.config.TableSettings;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.file.InputFile;
import io.sparkrnn.data.file.InputFiles;
import io.sparkrnn.data.file.SourceKindDetector;
import io.sparkrnn.data.table.SparkTable;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/** Creates the source of reviews in a table: training and test reviews, as the settings say. */
final class ReviewTables {

  private final DataSettings data;
  private final ReviewSettings settings;
  private final TableSchema schema;
  private final Configuration hadoop;

  ReviewTables(DataSettings data, ReviewSettings settings, Configuration hadoop) {
    this.data = data;
    this.settings = settings;
    this.schema = TableSchema.of(settings);
    this.hadoop = hadoop;
  }

  /** Creates the source on a table that Spark reads. */
  ReviewSource of(SparkTable table) {
    requireOrder();
    TableInput train = new TableInput.OfSpark(table, schema, rule());
    if (settings.testWhere().isPresent() && !hasTestTable()) {
      return source(train, ofSpark(table));
    }
    return settings
        .testPath()
        .map(path -> source(train, ofTestPath(path)))
        .orElseGet(() -> withTestTable(train));
  }

  /** Creates the source on files of a kind. */
  ReviewSource of(SourceKind kind, FileStatus root) {
    boolean numbersRows = kind != SourceKind.ORC && kind != SourceKind.AVRO;
    if (!numbersRows) {
      requireOrder();
    }
    TableInput train = files(DataSettings.PATH, kind, root, data.tables().where(), rule());
    if (settings.testPath().isPresent()) {
      FileStatus test =
          InputFiles.require(ReviewSettings.TEST_PATH, settings.testPath().get(), hadoop);
      requireDisjoint(kind, root, test);
      return source(train, testFiles(ReviewSettings.TEST_PATH, kind, test));
    }
    if (settings.testWhere().isPresent() && !hasTestTable()) {
      return source(train, testFiles(DataSettings.PATH, kind, root));
    }
    return withTestTable(train);
  }

  private boolean hasTestTable() {
    return settings.testPath().isPresent() || settings.testTable().isPresent();
  }

  private ReviewSource source(TableInput train, TableInput test) {
    return new ReviewTableSource(schema, List.of(train, test));
  }

  private ReviewSource withTestTable(TableInput train) {
    return settings
        .testTable()
        .map(
            name ->
                source(
                    train,
                    ofSpark(SparkTable.ofCatalog(ReviewSettings.TEST_TABLE, name, data, hadoop))))
        .orElseGet(() -> new ReviewTableSource(schema, List.of(train)));
  }

  private TableInput ofTestPath(String path) {
    if (data.tables().format().isPresent()) {
      return ofSpark(
          SparkTable.ofSource(ReviewSettings.TEST_PATH, Optional.of(path), data, hadoop));
    }
    FileStatus root = InputFiles.require(ReviewSettings.TEST_PATH, path, hadoop);
    return testFiles(ReviewSettings.TEST_PATH, SourceKindDetector.detect(root, hadoop), root);
  }

  private TableInput ofSpark(SparkTable test) {
    return new TableInput.OfSpark(
        test.where(settings.testWhere()), schema, new SplitRule.Whole(Split.TEST));
  }

  private TableInput testFiles(String key, SourceKind kind, FileStatus root) {
    return files(key, kind, root, settings.testWhere(), new SplitRule.Whole(Split.TEST));
  }

  private TableInput files(
      String key, SourceKind kind, FileStatus root, Optional<String> where, SplitRule rule) {
    String path = root.getPath().toString();
    Supplier<List<InputFile>> listing =
        () -> SourceKindDetector.files(key, InputFiles.require(key, path, hadoop), kind, hadoop);
    boolean folder = kind == SourceKind.ICEBERG || kind == SourceKind.DELTA;
    if (!folder) {
      // List the files now, so that missing input is reported before a Spark job starts.
      SourceKindDetector.files(key, root, kind, hadoop);
    }
    if (kind == SourceKind.CSV || kind == SourceKind.TSV || kind == SourceKind.JSONL) {
      String setting = rule.holdsTraining() ? TableSettings.WHERE : ReviewSettings.TEST_WHERE;
      return new TableInput.OfTexts(
          key,
          kind,
          path,
          listing,
          data.tables().csv(),
          where.map(sql -> new TableInput.OfTexts.Condition(setting, sql)),
          schema,
          rule,
          hadoop);
    }
    return new TableInput.OfSpark(
        SparkTable.ofFiles(key, kind, path, listing, data, hadoop).where(where), schema, rule);
  }

  private SplitRule rule() {
    if (hasTestTable() || settings.testWhere().isPresent()) {
      return new SplitRule.Whole(Split.TRAIN);
    }
    return settings
        .splitColumn()
        .<SplitRule>map(column -> new SplitRule.ByColumn(column, settings.testValues()))
        .orElseGet(() -> new SplitRule.HeldOut(settings.testFraction()));
  }

  /** Refuses the last rows of a table whose rows have no order. */
  private void requireOrder() {
    if (data.validationSplit() == ValidationSplit.LAST
        && data.validationFraction() > 0
        && data.tables().keyColumns().isEmpty()) {
      throw new ConfigurationException(
          "data.validation.split = last needs an order of the rows, which such a table does not have; set %s to the columns that define it"
              .formatted(TableSettings.KEY_COLUMNS));
    }
  }

  private void requireDisjoint(SourceKind kind, FileStatus train, FileStatus test) {
    if (kind == SourceKind.ICEBERG
        || kind == SourceKind.DELTA
        || settings.testWhere().isPresent()) {
      return;
    }
    Set<InputFile> shared =
        new HashSet<>(SourceKindDetector.files(DataSettings.PATH, train, kind, hadoop));
    shared.retainAll(SourceKindDetector.files(ReviewSettings.TEST_PATH, test, kind, hadoop));
    if (!shared.isEmpty()) {
      throw new BadDataException(
          "%s is read by both %s and %s: the model would be tested on its training data"
              .formatted(
                  shared.iterator().next().path(), DataSettings.PATH, ReviewSettings.TEST_PATH));
    }
  }
}
