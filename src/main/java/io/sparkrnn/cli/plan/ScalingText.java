package io.sparkrnn.cli.plan;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sparkrnn.bench.Table;
import io.sparkrnn.report.ComparisonChart;
import io.sparkrnn.scaling.ClusterSpeed;
import io.sparkrnn.scaling.EpochCost;
import io.sparkrnn.scaling.ScalingCurve;
import io.sparkrnn.scaling.ScalingCurve.Growth;
import io.sparkrnn.scaling.ScalingCurve.Point;
import io.sparkrnn.scaling.TrainingSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Renders times over numbers of executors as a table, as JSON, and as lines of a plot. */
final class ScalingText {

  private final TrainingSize size;
  private final ClusterSpeed speed;
  private final ScalingCurve curve;

  ScalingText(TrainingSize size, ClusterSpeed speed, ScalingCurve curve) {
    this.size = size;
    this.speed = speed;
    this.curve = curve;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Epoch of %,d training and %,d validation examples%s, %,d weights and %,d floats of updater state"
            .formatted(
                size.examples(),
                size.validationExamples(),
                curve.growth() == Growth.WEAK ? " per executor" : "",
                size.parameters(),
                size.updaterState()));
    lines.add(
        "%s examples/s on a core, %d cores per executor, %s MB/s and %s ms between machines"
            .formatted(
                number(speed.examplesPerSecond(), 0),
                speed.coresEach(),
                number(speed.bandwidth() / 1e6, 0),
                number(speed.latency() * 1e3, 2)));
    lines.add("");
    Table table =
        new Table(
            "executors",
            "seconds",
            "simulated",
            "efficiency",
            "compute",
            "stragglers",
            "scheduling",
            "broadcast",
            "averaging",
            "validation");
    curve.points().forEach(point -> add(table, point));
    lines.addAll(table.lines());
    lines.add("");
    lines.add(
        "%s: %s"
            .formatted(
                curve.growth() == Growth.STRONG ? "Shortest epoch" : "Most examples per second",
                named(curve.best())));
    lines.add("Most executors at 50 %% efficiency: %s".formatted(named(curve.efficient())));
    return lines;
  }

  private static void add(Table table, Point point) {
    EpochCost cost = point.cost();
    table.add(
        Integer.toString(cost.executors()),
        number(cost.total(), 2),
        point.simulated().isPresent() ? number(point.simulated().getAsDouble(), 2) : "-",
        number(100 * point.efficiency(), 1) + " %",
        number(cost.compute(), 2),
        number(cost.stragglers(), 2),
        number(cost.scheduling(), 2),
        number(cost.broadcast(), 2),
        number(cost.averaging(), 2),
        number(cost.validation(), 2));
  }

  private static String named(Point point) {
    return "%,d executors, %s s, %s times the speed of one"
        .formatted(
            point.cost().executors(), number(point.cost().total(), 2), number(point.speedup(), 1));
  }

  private static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  String title() {
    return curve.growth() == Growth.STRONG ? "Strong scaling" : "Weak scaling";
  }

  /** Returns the efficiencies in percent, as predicted and as simulated. */
  List<ComparisonChart.Line> picture() {
    List<Integer> executors =
        curve.points().stream().map(point -> point.cost().executors()).toList();
    List<ComparisonChart.Line> lines = new ArrayList<>();
    lines.add(
        new ComparisonChart.Line(
            "predicted",
            executors,
            curve.points().stream().map(point -> 100 * point.efficiency()).toList(),
            List.of()));
    List<Double> simulated =
        curve.points().stream()
            .map(Point::simulatedEfficiency)
            .flatMapToDouble(OptionalDouble::stream)
            .map(efficiency -> 100 * efficiency)
            .boxed()
            .toList();
    if (!simulated.isEmpty()) {
      lines.add(new ComparisonChart.Line("simulated", executors, simulated, List.of()));
    }
    return lines;
  }

  /** Curve, as JSON has it. */
  @JsonNaming(SnakeCaseStrategy.class)
  record Json(
      String growth,
      long trainingExamples,
      long validationExamples,
      long parameters,
      long updaterState,
      int coresEach,
      double examplesPerSecond,
      double stragglerSpread,
      double bandwidth,
      double latency,
      int bestExecutors,
      int efficientExecutors,
      List<JsonPoint> points) {}

  /**
   * Point of the curve, as JSON has it.
   *
   * @param simulatedSeconds null if nothing was simulated
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record JsonPoint(
      int executors,
      int replicas,
      int rounds,
      double seconds,
      @JsonInclude(NON_NULL) Double simulatedSeconds,
      double speedup,
      double efficiency,
      double compute,
      double stragglers,
      double scheduling,
      double broadcast,
      double averaging,
      double validation) {

    static JsonPoint of(Point point) {
      EpochCost cost = point.cost();
      return new JsonPoint(
          cost.executors(),
          cost.replicas(),
          cost.rounds(),
          cost.total(),
          point.simulated().isPresent() ? point.simulated().getAsDouble() : null,
          point.speedup(),
          point.efficiency(),
          cost.compute(),
          cost.stragglers(),
          cost.scheduling(),
          cost.broadcast(),
          cost.averaging(),
          cost.validation());
    }
  }

  Json json() {
    return new Json(
        curve.growth().name().toLowerCase(Locale.ROOT),
        size.examples(),
        size.validationExamples(),
        size.parameters(),
        size.updaterState(),
        speed.coresEach(),
        speed.examplesPerSecond(),
        speed.stragglerSpread(),
        speed.bandwidth(),
        speed.latency(),
        curve.best().cost().executors(),
        curve.efficient().cost().executors(),
        curve.points().stream().map(JsonPoint::of).toList());
  }
}
