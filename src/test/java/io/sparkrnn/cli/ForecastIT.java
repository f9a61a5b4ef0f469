package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkrnn.cli.Job.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workload {@code forecast} through the subcommands. */
class ForecastIT {

  private static final List<String> TINY =
      List.of(
          "workload=forecast",
          "data.validation.split=last",
          "forecast.window=6",
          "forecast.horizon=3",
          "forecast.season-length=4",
          "model.hidden-size=4",
          "training.epochs=2",
          "training.replicas=2");

  @TempDir private static Path folder;

  private static Path sales;
  private static Outcome trained;

  @BeforeAll
  static void train() throws IOException {
    Job.freshSpark();
    sales = Files.writeString(folder.resolve("sales.csv"), csv(60));
    trained = run("train", "run.id=first");
  }

  @AfterAll
  static void forget() {
    Job.forgetSparkSettings();
  }

  /** Two series by month that repeat after four steps. */
  private static String csv(int steps) {
    StringBuilder csv = new StringBuilder("month,shop,sold\n");
    for (int step = 0; step < steps; step++) {
      String month = java.time.YearMonth.of(2015, 1).plusMonths(step).toString();
      csv.append("%s,north,%d\n".formatted(month, 100 + step + 10 * (step % 4)));
      csv.append("%s,south,%d\n".formatted(month, 50 + 5 * ((step + 1) % 4)));
    }
    return csv.toString();
  }

  private static Outcome run(String subcommand, String... settings) {
    return run(List.of(subcommand), settings);
  }

  private static Outcome run(List<String> subcommand, String... settings) {
    List<String> arguments = new ArrayList<>(subcommand);
    arguments.add("--json");
    List<String> all = new ArrayList<>(TINY);
    all.add("data.path=" + sales);
    all.add("forecast.input.value-column=sold");
    all.add("forecast.input.time-column=month");
    all.add("forecast.input.series-column=shop");
    all.add("output.dir=" + folder.resolve("runs"));
    all.addAll(List.of(settings));
    all.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    return Job.run(arguments);
  }

  private static String model() {
    return folder.resolve("runs/first").toString();
  }

  @Test
  void aTrainingTellsOfItsForecasts() throws IOException {
    assertThat(trained.code()).as(trained.err()).isZero();
    JsonNode json = trained.json();
    // 60 steps, 12 of them for the test: 42 windows of 6 each, of which 8 or 9 validate.
    assertThat(json.at("/examples").toString())
        .isEqualTo("{\"given\":134,\"used\":134,\"dropped\":0}");
    assertThat(json.at("/train/loss").isNumber()).isTrue();
    for (String score :
        List.of(
            "mase",
            "mae",
            "rmse",
            "smape",
            "linear_mase",
            "linear_rmse",
            "naive_mase",
            "naive_rmse",
            "seasonal_naive_mase")) {
      assertThat(json.at("/test/" + score).isNumber()).as(score).isTrue();
    }
    assertThat(json.at("/test/seasonal_naive_mase").doubleValue()).isCloseTo(1, within(1e-6));
    assertThat(Files.readString(folder.resolve("runs/first/ledger.jsonl")))
        .contains("\"each_once\":true")
        .doesNotContain("\"each_once\":false");
    assertThat(Files.readString(folder.resolve("runs/first/report.html")))
        .contains(
            "Forecast of series",
            "linear baseline",
            "Series 1, one step ahead",
            "Series 2, 3 steps ahead");
    assertThat(folder.resolve("runs/first/model/assets/scaling.json")).exists();
  }

  /** A series that repeats after four steps and grows by one is linear in its lags. */
  @Test
  void aLinearModelStandsBesideTheNetwork() {
    assertThat(trained.json().at("/test/linear_mase").doubleValue()).isLessThan(0.1);
    assertThat(folder.resolve("runs/first/model/assets/linear-model.json")).exists();
  }

  @Test
  void theLinearModelCanBeTurnedOff() {
    Outcome off = run("train", "run.id=off", "evaluation.baseline=off");

    assertThat(off.code()).as(off.err()).isZero();
    assertThat(off.json().at("/test").has("linear_mase")).isFalse();
    assertThat(off.json().at("/test/mase")).isEqualTo(trained.json().at("/test/mase"));
  }

  @Test
  void aLinearPathIsTrainedAveragedKeptAndUsed() {
    String[] settings = {
      "forecast.target=change",
      "forecast.linear-path=true",
      "training.keep=best",
      "training.refit=true",
      "training.weight-decay=0.1"
    };
    Outcome first = run(List.of("train"), with(settings, "run.id=path"));
    Outcome again = run(List.of("train"), with(settings, "run.id=path-again"));
    String path = folder.resolve("runs/path").toString();

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(again.json().get("model_sha256")).isEqualTo(first.json().get("model_sha256"));
    // W, RW and b of the recurrence, then the output layer, on 4 units and 6 steps.
    assertThat(first.json().get("parameters").intValue()).isEqualTo(4 + 16 + 4 + 4 + 6 + 1);
    // Two epochs from the naive forecast.
    assertThat(first.json().at("/test/mase").doubleValue())
        .isLessThan(first.json().at("/test/naive_mase").doubleValue());
    Outcome evaluated = run(List.of("evaluate", path));
    assertThat(evaluated.code()).as(evaluated.err()).isZero();
    assertThat(evaluated.json().get("scores")).isEqualTo(first.json().get("test"));
    Outcome stock = run(List.of("evaluate", path), "model.layer=stock");
    assertThat(stock.code()).as(stock.err()).isZero();
    assertThat(stock.json().at("/scores/mase").doubleValue())
        .isCloseTo(first.json().at("/test/mase").doubleValue(), within(1e-4));
    assertThat(run(List.of("forecast", path)).json().get("values")).hasSize(6);
  }

  private static String[] with(String[] settings, String more) {
    String[] all = java.util.Arrays.copyOf(settings, settings.length + 1);
    all[settings.length] = more;
    return all;
  }

  @Test
  void theSameAgainGivesTheSameParameters() {
    Outcome again = run("train", "run.id=again");

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.json().get("model_sha256")).isEqualTo(trained.json().get("model_sha256"));
    assertThat(again.json().get("test")).isEqualTo(trained.json().get("test"));
  }

  @Test
  void aFinishedRunIsNotTrainedAgain() {
    Outcome resumed = run(List.of("train", "--resume"), "run.id=first");

    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.json()).isEqualTo(trained.json());
  }

  @Test
  void aModelIsEvaluatedAsItWasTested() {
    Outcome evaluated = run(List.of("evaluate", model()));

    assertThat(evaluated.code()).as(evaluated.err()).isZero();
    assertThat(evaluated.json().get("examples").intValue()).isEqualTo(24);
    assertThat(evaluated.json().get("scores")).isEqualTo(trained.json().get("test"));
  }

  @Test
  void nextValuesGoToAFile() throws IOException {
    Path csv = folder.resolve("next.csv");
    Outcome forecast =
        run(List.of("forecast", model(), "--steps", "5", "--output", csv.toString()));

    assertThat(forecast.code()).as(forecast.err()).isZero();
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines).hasSize(11).first().isEqualTo("series,step,time,forecast");
    assertThat(lines.get(1)).startsWith("north,1,2020-01-01,");
    assertThat(lines.get(10)).startsWith("south,5,2020-05-01,");

    Path parquet = folder.resolve("next.parquet");
    assertThat(
            run(List.of("forecast", model(), "--steps", "8", "--output", parquet.toString()))
                .code())
        .isZero();
    assertThat(parquet).isRegularFile();

    Outcome onwards =
        run(
            List.of("forecast", model()),
            "data.path=" + parquet,
            "forecast.input.value-column=forecast",
            "forecast.input.time-column=time",
            "forecast.input.series-column=series");
    assertThat(onwards.code()).as(onwards.err()).isZero();
    assertThat(onwards.json().at("/values/0/time").textValue()).isEqualTo("2020-09-01");
  }

  @Test
  void orToStandardOutput() {
    Outcome forecast = run(List.of("forecast", model()));

    assertThat(forecast.code()).as(forecast.err()).isZero();
    assertThat(forecast.out().lines()).hasSize(1);
    assertThat(forecast.json().get("values")).hasSize(6);
    assertThat(forecast.json().at("/values/0/time").textValue()).isEqualTo("2020-01-01");
    assertThat(forecast.json().at("/values/0/forecast").isNumber()).isTrue();
  }

  @Test
  void whatCannotBeDoneIsTold() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.csv"), csv(60) + "2020-01,south,many\n");
    assertThat(failure(3, run("train", "data.path=" + bad)))
        .contains("bad.csv: row 121: column 'sold' holds 'many', expected a finite number");
    assertThat(failure(2, run("train", "data.validation.split=random"))).contains("set it to last");
    assertThat(failure(3, run("train", "forecast.window=500"))).contains("is long enough");
    assertThat(failure(3, run("train", "forecast.input.value-column=sales")))
        .contains("has no column 'sales'");
    assertThat(failure(2, run("train", "forecast.input.value-column=shop")))
        .contains("column 'shop' is used twice");
    assertThat(failure(2, run(List.of("forecast", model(), "--steps", "0")))).contains("--steps");
    assertThat(failure(2, run("train", "forecast.linear-path=true", "model.output-dropout=0.5")))
        .contains("expected 0 with forecast.linear-path = true");
  }

  private static String failure(int code, Outcome outcome) {
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(code);
    return outcome.json().get("error").textValue();
  }
}
