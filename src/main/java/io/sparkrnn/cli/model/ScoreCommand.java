package io.sparkrnn.cli.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sparkrnn.cli.shared.ConfigOptions;
import io.sparkrnn.cli.shared.ExitCode;
import io.sparkrnn.cli.shared.JsonCommand;
import io.sparkrnn.cli.shared.ModelArgument;
import io.sparkrnn.cli.shared.SavedModel;
import io.sparkrnn.cli.shared.Session;
import io.sparkrnn.config.CsvDialect;
import io.sparkrnn.config.DataSettings;
import io.sparkrnn.config.DataSettings.BadRowPolicy;
import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.data.file.InputFile;
import io.sparkrnn.data.file.InputFiles;
import io.sparkrnn.data.file.SourceKindDetector;
import io.sparkrnn.data.table.ParquetFiles;
import io.sparkrnn.data.table.SparkTable;
import io.sparkrnn.data.table.TextTables;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.score.CatalogTable;
import io.sparkrnn.score.Scoring;
import io.sparkrnn.score.TextTable;
import io.sparkrnn.store.AtomicFolder;
import io.sparkrnn.workload.TextClasses;
import io.sparkrnn.workload.TextClassificationType;
import io.sparkrnn.workload.TextScorer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The {@code score} subcommand: scores texts of a table, arguments or standard input. */
@Command(
    name = "score",
    description = {
      "Scores texts or a table of texts with a saved model.",
      "",
      "The texts are those of a table (data.path, data.table, data.query or data.format; "
          + "written to --output or --output-table), of the arguments or, with -, of standard "
          + "input, one per line.",
      "",
      "The table keeps its columns and gets two more: probability (of being positive) and "
          + "prediction (1 if the probability is above 0.5, else 0). A model of other classes "
          + "adds the probability of the predicted class, its index as prediction, its name as "
          + "predicted_class and, in Parquet and JSON, the probabilities of all classes."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  spark-rnn score runs/RUN 'What a film!'",
      "  spark-rnn score runs/RUN - < reviews.txt",
      "  spark-rnn score runs/RUN --set data.path=new.parquet --output scored.parquet",
      "  spark-rnn score runs/RUN --set data.table=db.reviews \\",
      "      --set data.where=\"ds = '2026-03-01'\" \\",
      "      --output-table db.scores --mode replace",
      "  spark-rnn score runs/RUN --set data.path=new.csv \\",
      "      --set data.text-column=body --output scored.csv"
    })
public final class ScoreCommand extends JsonCommand implements Callable<Integer> {

  private static final String STANDARD_INPUT = "-";

  @Mixin private ConfigOptions options;
  @Mixin private ModelArgument model;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "TEXT",
      description = "Texts to score; - reads one per line from standard input.")
  private List<String> texts = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "Folder for the scored table, local or any Hadoop URI.")
  private Optional<String> out = Optional.empty();

  @Option(
      names = "--output-table",
      paramLabel = "NAME",
      description =
          "Table in a catalog of Spark for the scored rows; created if it does not exist. "
              + "It gets those of their columns that it has.")
  private Optional<String> outTable = Optional.empty();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "What happens to the rows of --output-table: append (they stay; the default) or "
              + "replace (those of the partitions that are written are replaced, all if it is not "
              + "partitioned).")
  private CatalogTable.Mode mode = CatalogTable.Mode.APPEND;

  @Option(
      names = "--partition",
      paramLabel = "COLUMN=VALUE",
      description = "Column with a value that each row of --output-table gets. May be repeated.")
  private final Map<String, String> partition = new LinkedHashMap<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "Format of the table in --output, and of the one in data.path if no name says it: "
              + "${COMPLETION-CANDIDATES}. By default, the name of --output decides.")
  private Optional<TextTable.Format> format = Optional.empty();

  @Override
  public Integer call() {
    SavedModel saved = model.read();
    JobConfig config = saved.toScoreWith(options);
    TextClassificationType type = saved.require(TextClassificationType.class);
    TextScorer scorer = type.scorer(config, saved.bundle().network(), saved.bundle().assets());
    PrintWriter human = human();
    requireOneOutput();
    Object result =
        texts.isEmpty()
            ? scoreTable(config, type.textColumn(config), scorer, human)
            : scoreTexts(scorer, human);
    human.flush();
    printJson(result);
    return ExitCode.SUCCESS.code();
  }

  private void requireOneOutput() {
    int outputs = (out.isPresent() ? 1 : 0) + (outTable.isPresent() ? 1 : 0);
    if ((texts.isEmpty() ? 1 : 0) != outputs) {
      throw new ConfigurationException(
          "score needs either texts, or a table (--set data.path=... or --set data.table=...) and one output (--output or --output-table)");
    }
    if (outTable.isEmpty() && (mode != CatalogTable.Mode.APPEND || !partition.isEmpty())) {
      throw new ConfigurationException("--mode and --partition are for --output-table");
    }
  }

  /** Scores of texts, as JSON has them. */
  private record ScoredTexts(String model, List<ScoredText> scores) {}

  /**
   * Score of a text, as JSON has it.
   *
   * @param predictedClass name of the predicted class; null for positive and negative
   * @param probabilities probability by the name of each class; null for positive and negative
   */
  @JsonNaming(SnakeCaseStrategy.class)
  private record ScoredText(
      String text,
      float probability,
      int prediction,
      @JsonInclude(JsonInclude.Include.NON_NULL) String predictedClass,
      @JsonInclude(JsonInclude.Include.NON_NULL) Map<String, Double> probabilities) {

    static ScoredText of(String text, TextClasses classes, float[] outputs) {
      int predicted = classes.predicted(outputs);
      if (classes.isBinary()) {
        return new ScoredText(text, outputs[0], predicted, null, null);
      }
      Map<String, Double> byName = new LinkedHashMap<>();
      double[] probabilities = classes.probabilities(outputs);
      for (int index = 0; index < probabilities.length; index++) {
        byName.put(classes.names().get(index), probabilities[index]);
      }
      return new ScoredText(
          text, outputs[predicted], predicted, classes.names().get(predicted), byName);
    }
  }

  /** Result of scoring a table, as JSON has it. */
  @JsonNaming(SnakeCaseStrategy.class)
  private record ScoredTable(
      String model, String source, long scored, long leftOut, double seconds, String table) {}

  private ScoredTexts scoreTexts(TextScorer scorer, PrintWriter human) {
    List<String> given = texts.equals(List.of(STANDARD_INPUT)) ? standardInput() : texts;
    float[][] outputs = scorer.outputs(given);
    TextClasses classes = scorer.classes();
    List<ScoredText> scores = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      ScoredText score = ScoredText.of(given.get(i), classes, outputs[i]);
      human.printf(
          Locale.ROOT,
          "%s  %.4f  %s%n",
          classes.predictedName(outputs[i]),
          score.probability(),
          given.get(i));
      scores.add(score);
    }
    return new ScoredTexts(model.location(), scores);
  }

  private static List<String> standardInput() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      return in.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read standard input: " + e.getMessage(), e);
    }
  }

  private ScoredTable scoreTable(
      JobConfig config, String column, TextScorer scorer, PrintWriter human) {
    if (config.data().isSample()) {
      throw new ConfigurationException(
          "score needs a table: data.path, data.table, data.query or data.format, none of which is set");
    }
    Optional<TextTable.Format> written =
        out.map(target -> format.orElseGet(() -> TextTable.Format.of(target)));
    written.ifPresent(ScoreCommand::sparkName);
    long started = System.nanoTime();
    try (Session session = Session.open(config);
        AtomicFolder folder =
            out.isPresent()
                ? AtomicFolder.claim(out.get(), config.output().overwrite(), session.hadoop())
                : null) {
      Optional<SparkTable> given = sparkTable(config, session);
      String source = given.map(SparkTable::description).orElseGet(() -> path(config));
      // Read twice instead of cached, so that memory does not depend on the table's size.
      Dataset<Row> rows = rows(config, given, column, session);
      session.context().setJobGroup("spark-rnn", "scoring " + source);
      TextTable.Count count =
          TextTable.count(TextTable.checked(TextTable.texts(rows, column), source), column);
      requireTexts(config, source, column, count.withoutText());
      Dataset<Row> scored =
          Scoring.ofClasses(
                  column,
                  scorer.classes(),
                  written.map(ScoreCommand::arrays).orElse(Scoring.ArrayColumns.ADDED))
              .score(TextTable.checked(TextTable.withText(rows, column), source), scorer);
      String target = outTable.orElse("");
      if (folder == null) {
        new CatalogTable(target, mode, partition).write(scored);
      } else {
        folder.write(scored, sparkName(written.orElseThrow()), sparkOptions(written.orElseThrow()));
        target = folder.publish();
      }
      double seconds = (System.nanoTime() - started) / 1e9;
      human.printf(
          Locale.ROOT,
          "Scored %,d rows of %s in %.1f s, left %,d out: %s%n",
          count.withText(),
          source,
          seconds,
          count.withoutText(),
          target);
      return new ScoredTable(
          model.location(), source, count.withText(), count.withoutText(), seconds, target);
    }
  }

  /** Returns the table that only Spark can read as one; empty: files, which may be damaged. */
  private static Optional<SparkTable> sparkTable(JobConfig config, Session session) {
    Optional<SparkTable> given = SparkTable.of(config.data(), session.hadoop());
    if (given.isPresent()) {
      return given;
    }
    return kindOf(path(config), session)
        .filter(kind -> kind == SourceKind.ICEBERG || kind == SourceKind.DELTA)
        .map(
            kind ->
                SparkTable.ofFiles(
                    DataSettings.PATH,
                    kind,
                    path(config),
                    List::of,
                    config.data(),
                    session.hadoop()));
  }

  private static String path(JobConfig config) {
    return config.data().path().orElseThrow();
  }

  private Dataset<Row> rows(
      JobConfig config, Optional<SparkTable> given, String column, Session session) {
    if (given.isPresent()) {
      return TextTable.requireText(
          given.get().load(session.spark()), given.get().description(), column);
    }
    TextTable.Format kind = formatOf(path(config), session);
    requireWhole(path(config), kind, config.data().tables().csv(), session.hadoop());
    Dataset<Row> rows =
        TextTable.read(session.spark(), path(config), kind, config.data().tables().csv(), column);
    return config.data().tables().where().map(rows::where).orElse(rows);
  }

  /**
   * Checks what Spark would tell in a task, or not at all: whether Parquet files are complete and
   * the first text file is of its kind. A pattern instead of a path is left to Spark.
   */
  private static void requireWhole(
      String path, TextTable.Format kind, CsvDialect dialect, Configuration hadoop) {
    List<InputFile> files = InputFiles.filesAt(new Path(path), hadoop);
    if (files.isEmpty()) {
      return;
    }
    switch (kind) {
      case PARQUET -> ParquetFiles.requireReadable(files, hadoop);
      case CSV, TSV -> TextTables.requireText(files.get(0).path(), dialect.charset(), hadoop);
      case JSONL, TEXT -> TextTables.requireUtf8(files.get(0).path(), hadoop);
      case ORC, AVRO -> {}
    }
  }

  /**
   * Returns the format that a name says or, for a folder, the names of its files, or the option.
   */
  private TextTable.Format formatOf(String path, Session session) {
    String name = kindOf(path, session).map(kind -> "." + kind.spelling()).orElse(path);
    return TextTable.Format.named(name).or(() -> format).orElseGet(() -> TextTable.Format.of(path));
  }

  /** Returns the kind of the files in a folder whose own name says none. */
  private static Optional<SourceKind> kindOf(String path, Session session) {
    return TextTable.Format.named(path).isEmpty()
            && InputFiles.isFolder(new Path(path), session.hadoop())
        ? Optional.of(
            SourceKindDetector.detect(
                InputFiles.require(DataSettings.PATH, path, session.hadoop()), session.hadoop()))
        : Optional.empty();
  }

  private static void requireTexts(JobConfig config, String source, String column, long bad) {
    if (bad > 0 && config.data().onBadRow() == BadRowPolicy.FAIL) {
      throw new BadDataException(
          "%,d rows of %s have no text in the column '%s'; fix them, or set data.on-bad-row = skip to leave them out"
              .formatted(bad, source, column));
    }
  }

  private static String sparkName(TextTable.Format kind) {
    return switch (kind) {
      case PARQUET -> "parquet";
      case ORC -> "orc";
      case AVRO -> "avro";
      case JSONL -> "json";
      case CSV, TSV -> "csv";
      case TEXT ->
          throw new ConfigurationException(
              "a scored table has several columns, and plain text has one; name --output .csv, .tsv, .jsonl or .parquet");
    };
  }

  private static Scoring.ArrayColumns arrays(TextTable.Format kind) {
    return switch (kind) {
      case PARQUET, ORC, AVRO, JSONL -> Scoring.ArrayColumns.ADDED;
      case CSV, TSV, TEXT -> Scoring.ArrayColumns.LEFT_OUT;
    };
  }

  private static Map<String, String> sparkOptions(TextTable.Format kind) {
    return switch (kind) {
      case CSV -> Map.of("header", "true", "escape", "\"");
      case TSV -> Map.of("header", "true", "escape", "\"", "sep", "\t");
      default -> Map.of();
    };
  }
}
