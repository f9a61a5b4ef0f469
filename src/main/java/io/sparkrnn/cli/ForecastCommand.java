package io.sparkrnn.cli;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.store.TableFile;
import io.sparkrnn.workload.forecast.NextValues;
import io.sparkrnn.workload.forecast.NextValues.NextValue;
import io.sparkrnn.workload.forecast.SeriesForecast;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code forecast}: the next values of series by a saved model. */
@Command(
    name = "forecast",
    description = {
      "Predicts the next values of each series by a saved model of the workload 'forecast'. What"
          + " is",
      "learnt is the model's own; where the series are comes from the options."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  spark-rnn forecast runs/RUN --set data.path=sales.csv",
      "  spark-rnn forecast runs/RUN --set data.path=sales.csv --steps 24 --out next.parquet"
    })
final class ForecastCommand implements Callable<Integer>, JsonCapable {

  private static final StructType COLUMNS =
      new StructType()
          .add("series", DataTypes.StringType)
          .add("step", DataTypes.IntegerType)
          .add("time", DataTypes.StringType)
          .add("forecast", DataTypes.DoubleType);

  private static final int MOST_STEPS = 1_000_000;

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions options;
  @Mixin private OutputOptions output;
  @Mixin private ModelArgument model;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Steps after the last one (default: forecast.horizon of the model).")
  private Integer steps;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = {
        "Where the forecasts go, local or any Hadoop URI: Parquet if the name ends with .parquet,"
            + " else",
        "CSV; over what is there. Without it they go to standard output, as CSV or in the JSON"
            + " object."
      })
  private String file;

  @Override
  public boolean json() {
    return output.json();
  }

  @Override
  public Integer call() {
    if (steps != null && (steps < 1 || steps > MOST_STEPS)) {
      throw new ConfigurationException(
          "--steps is %d, expected a whole number from 1 to %d".formatted(steps, MOST_STEPS));
    }
    SavedModel saved = model.read();
    saved.requireWorkload(SeriesForecast.NAME);
    JobConfig config = saved.toScoreOn(options.loadOver(saved.configurationFile()).job());
    try (Session session = Session.open(config)) {
      SeriesForecast workload = SeriesForecast.open(config, session.hadoop());
      session.context().setJobGroup("spark-rnn", "forecasting " + workload.source());
      NextValues next =
          workload.forecast(
              session.spark(),
              saved.network(workload),
              saved.bundle().assets(),
              steps == null ? OptionalInt.empty() : OptionalInt.of(steps));
      tell(session, workload, next);
    }
    return ExitCode.SUCCESS.code();
  }

  private void tell(Session session, SeriesForecast workload, NextValues next) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter human = spec.commandLine().getErr();
    next.warnings().forEach(warning -> human.println("Warning: " + warning));
    human.printf(
        Locale.ROOT,
        "%,d forecasts of %,d series of %s%n",
        next.values().size(),
        next.series(),
        workload.source());
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("model", model.location());
    result.put("source", workload.source());
    result.put("series", next.series());
    result.put("forecasts", next.values().size());
    if (file != null) {
      String uri = TableFile.write(session.spark(), COLUMNS, rows(next), file);
      human.println("Forecasts: " + uri);
      result.put("out", uri);
    } else if (output.json()) {
      result.put("values", next.values().stream().map(ForecastCommand::object).toList());
    } else {
      out.print(TableFile.csv(COLUMNS, rows(next)));
      out.flush();
    }
    human.flush();
    if (output.json()) {
      JsonLine.print(out, result);
    }
  }

  private static List<Row> rows(NextValues next) {
    return next.values().stream()
        .map(one -> RowFactory.create(one.series(), one.step(), one.time(), one.value()))
        .toList();
  }

  private static Map<String, Object> object(NextValue one) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("series", one.series());
    object.put("step", one.step());
    object.put("time", one.time());
    object.put("forecast", Double.isFinite(one.value()) ? one.value() : null);
    return object;
  }
}
