package io.sparkrnn.cli.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sparkrnn.cli.shared.ConfigOptions;
import io.sparkrnn.cli.shared.ExitCode;
import io.sparkrnn.cli.shared.JsonCommand;
import io.sparkrnn.cli.shared.ModelArgument;
import io.sparkrnn.cli.shared.SavedModel;
import io.sparkrnn.cli.shared.Session;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.store.TableFile;
import io.sparkrnn.workload.ForecastingType;
import io.sparkrnn.workload.ForecastingWorkload;
import io.sparkrnn.workload.Forecasts;
import io.sparkrnn.workload.Forecasts.Forecast;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code forecast} subcommand: predicts the next values of series with a saved model. */
@Command(
    name = "forecast",
    description = {
      "Predicts the next values of each series with a saved model.",
      "",
      "The model must be of the workload 'forecast'. Network and window settings are the "
          + "model's own. The options say where the series are."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  spark-rnn forecast runs/RUN --set data.path=sales.csv",
      "  spark-rnn forecast runs/RUN --set data.path=sales.csv --steps 24 \\",
      "      --output next.parquet"
    })
public final class ForecastCommand extends JsonCommand implements Callable<Integer> {

  private static final StructType COLUMNS =
      new StructType()
          .add("series", DataTypes.StringType)
          .add("step", DataTypes.IntegerType)
          .add("time", DataTypes.StringType)
          .add("forecast", DataTypes.DoubleType);

  private static final int MOST_STEPS = 1_000_000;

  @Mixin private ConfigOptions options;
  @Mixin private ModelArgument model;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Number of time steps to predict (default: forecast.horizon of the model).")
  private Integer steps;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "Output file, local or any Hadoop URI: Parquet if the name ends with .parquet, "
              + "else CSV; overwritten if it exists. By default forecasts are printed, as CSV or "
              + "in the JSON object.")
  private String file;

  @Override
  public Integer call() {
    if (steps != null && (steps < 1 || steps > MOST_STEPS)) {
      throw new ConfigurationException(
          "--steps is %d, expected a whole number from 1 to %d".formatted(steps, MOST_STEPS));
    }
    SavedModel saved = model.read();
    ForecastingType type = saved.require(ForecastingType.class);
    JobConfig config = saved.toScoreWith(options);
    try (Session session = Session.open(config)) {
      ForecastingWorkload workload = type.create(config, session.hadoop());
      session.context().setJobGroup("spark-rnn", "forecasting " + workload.source());
      Forecasts next =
          workload.forecast(
              session.spark(),
              saved.network(workload),
              saved.bundle().assets(),
              steps == null ? OptionalInt.empty() : OptionalInt.of(steps));
      print(session, workload, next);
    }
    return ExitCode.SUCCESS.code();
  }

  private void print(Session session, ForecastingWorkload workload, Forecasts next) {
    PrintWriter out = spec().commandLine().getOut();
    PrintWriter human = spec().commandLine().getErr();
    next.warnings().forEach(warning -> human.println("Warning: " + warning));
    human.printf(
        Locale.ROOT,
        "%,d forecasts of %,d series of %s%n",
        next.values().size(),
        next.series(),
        workload.source());
    String uri = null;
    List<ForecastValue> values = null;
    if (file != null) {
      uri = TableFile.write(session.spark(), COLUMNS, rows(next), file);
      human.println("Forecasts: " + uri);
    } else if (json()) {
      values = next.values().stream().map(ForecastValue::of).toList();
    } else {
      out.print(TableFile.csv(COLUMNS, rows(next)));
      out.flush();
    }
    human.flush();
    printJson(
        new Forecasted(
            model.location(), workload.source(), next.series(), next.values().size(), uri, values));
  }

  /**
   * Result of a forecast, as JSON has it.
   *
   * @param forecasts number of forecasts
   * @param out table that they were written to; null without {@code --output}
   * @param values the forecasts; null with {@code --output}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Forecasted(
      String model,
      String source,
      long series,
      int forecasts,
      String out,
      List<ForecastValue> values) {}

  /**
   * Forecast of one step, as JSON has it.
   *
   * @param forecast null if it is NaN or infinite
   */
  private record ForecastValue(String series, int step, String time, Double forecast) {
    static ForecastValue of(Forecast one) {
      return new ForecastValue(
          one.series(),
          one.step(),
          one.time(),
          Double.isFinite(one.value()) ? (Double) one.value() : null);
    }
  }

  private static List<Row> rows(Forecasts next) {
    return next.values().stream()
        .map(one -> RowFactory.create(one.series(), one.step(), one.time(), one.value()))
        .toList();
  }
}
