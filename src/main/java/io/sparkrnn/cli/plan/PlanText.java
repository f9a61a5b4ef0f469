package io.sparkrnn.cli.plan;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sparkrnn.cli.shared.JsonOutput;
import io.sparkrnn.plan.Bytes;
import io.sparkrnn.plan.ClusterShape;
import io.sparkrnn.plan.DriverProcess;
import io.sparkrnn.plan.Finding;
import io.sparkrnn.plan.MemoryEstimate;
import io.sparkrnn.plan.MemoryItem;
import io.sparkrnn.plan.Plan;
import io.sparkrnn.plan.RecommendedSizes;
import io.sparkrnn.plan.ResourceEstimate;
import io.sparkrnn.plan.SubmitCommand;
import io.sparkrnn.workload.Advice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Renders a plan as lines for people and as a JSON object for programs. */
final class PlanText {

  private final Plan plan;
  private final ResourceEstimate demand;
  private final ClusterShape shape;
  private final MemoryEstimate sizes;
  private final List<Advice> advice;

  /**
   * Creates the text of a plan.
   *
   * @param advice advice about settings of the training
   */
  PlanText(Plan plan, List<Advice> advice) {
    this.plan = plan;
    this.advice = List.copyOf(advice);
    this.demand = plan.setup().demand();
    this.shape = plan.setup().shape();
    this.sizes = plan.setup().sizes();
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Master: " + plan.setup().master().url());
    lines.add(
        shape.executors() == 0
            ? "Tasks at once: %d, in the driver".formatted(shape.slots())
            : "Tasks at once: %d, on %d executors of %d cores%s"
                .formatted(
                    shape.slots(),
                    shape.executors(),
                    shape.coresEach(),
                    shape.known() ? "" : " (assumed; set --executors and --executor-cores)"));
    lines.add(
        "Replicas: %d, each task owning %d of the cores and as many native threads"
            .formatted(shape.replicas(), shape.taskCpus()));
    lines.add(
        "Examples: %,d for training and validation, %s%,d for the test (%s)"
            .formatted(
                demand.examples().train(),
                demand.examples().unlabeled() == 0
                    ? ""
                    : "%,d without a label, ".formatted(demand.examples().unlabeled()),
                demand.examples().test(),
                demand.examples().basis()));
    lines.add(
        "Network: %,d weights and %,d floats of updater state"
            .formatted(demand.parameters(), demand.updaterState()));
    lines.add(
        "An averaging round sends %s to each executor and gets %s from each replica"
            .formatted(human(demand.replicaBytes()), human(demand.replicaBytes())));
    lines.add(
        "Local disk (spark.local.dir) of each process: up to %s for training examples"
            .formatted(human(demand.localDiskBytes(shape))));
    plan.setup()
        .driver()
        .flatMap(DriverProcess::blas)
        .ifPresent(
            blas ->
                lines.add(
                    "Kernels in this process: %s, on %s with %s"
                        .formatted(
                            blas.kernels(),
                            blas.processor().model(),
                            blas.processor().instructions())));
    RecommendedSizes advised = plan.advice();
    boolean alone = shape.executors() == 0;
    part(lines, "Driver, heap", sizes.driverHeap(), advised.driverHeap());
    part(lines, "Driver, off-heap", sizes.driverNative(), advised.driverOverhead());
    if (!alone) {
      part(lines, "Each executor, heap", sizes.executorHeap(), advised.executorHeap());
      part(lines, "Each executor, off-heap", sizes.executorNative(), advised.executorOverhead());
    }
    lines.add("");
    lines.addAll(plan.command().text().lines().toList());
    lines.add("");
    plan.command().options().forEach(option -> lines.add(explained(option)));
    lines.add("");
    advice.forEach(one -> lines.add("Advice: " + one.message()));
    findings(lines);
    return lines;
  }

  private static String explained(SubmitCommand.Option option) {
    int value = option.value().indexOf('=');
    String name =
        option.name().equals("--conf") && value > 0
            ? option.value().substring(0, value)
            : option.name();
    return "  %-44s %s".formatted(name, option.why());
  }

  private static void part(
      List<String> lines, String title, List<MemoryItem> amounts, long advised) {
    lines.add("");
    lines.add(
        "%-42s %9s   advised: %s"
            .formatted(
                title, human(amounts.stream().mapToLong(MemoryItem::bytes).sum()), human(advised)));
    amounts.stream()
        .filter(amount -> amount.bytes() > 0)
        .forEach(
            amount ->
                lines.add(
                    "  %-40s %9s   %s"
                        .formatted(amount.name(), human(amount.bytes()), amount.basis())));
  }

  private void findings(List<String> lines) {
    if (plan.findings().isEmpty()) {
      lines.add("No problems found.");
    }
    for (Finding finding : plan.findings()) {
      lines.add((finding.refuses() ? "Refused: " : "Warning: ") + finding.problem());
      lines.add("  fix: " + finding.fix());
    }
  }

  private static String human(long bytes) {
    return Bytes.human(bytes);
  }

  /**
   * Plan, as JSON has it.
   *
   * @param blas null if the driver is not this process
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record Json(
      String master,
      int executors,
      int coresEach,
      int taskCpus,
      boolean shapeKnown,
      int replicas,
      int nativeThreads,
      JsonExamples examples,
      long parameters,
      long updaterState,
      long broadcastBytes,
      long replicaResultBytes,
      long localDiskBytes,
      @JsonInclude(NON_NULL) JsonOutput.Blas blas,
      JsonMemory memory,
      Map<String, String> environment,
      List<String> submit,
      List<JsonFinding> findings,
      List<Advice> advice) {}

  /** Numbers of examples and what they are known from, as JSON has them. */
  record JsonExamples(long train, long test, long unlabeled, String basis) {}

  /** Memory of the processes, as JSON has it; components of executors are null without any. */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(NON_NULL)
  record JsonMemory(
      JsonNeed driverHeap,
      JsonNeed driverNative,
      long driverNativeLimitBytes,
      JsonNeed executorHeap,
      JsonNeed executorNative,
      Long executorNativeLimitBytes) {}

  /** Memory needed and advised, as JSON has it. */
  @JsonNaming(SnakeCaseStrategy.class)
  record JsonNeed(long needBytes, long advisedBytes, Map<String, Long> parts) {

    static JsonNeed of(List<MemoryItem> amounts, long advised) {
      Map<String, Long> parts = new LinkedHashMap<>();
      amounts.forEach(amount -> parts.put(amount.name(), amount.bytes()));
      return new JsonNeed(amounts.stream().mapToLong(MemoryItem::bytes).sum(), advised, parts);
    }
  }

  /** Finding of a check, as JSON has it. */
  record JsonFinding(String check, String severity, String problem, String fix) {

    static JsonFinding of(Finding finding) {
      return new JsonFinding(
          finding.check(),
          finding.severity().name().toLowerCase(Locale.ROOT),
          finding.problem(),
          finding.fix());
    }
  }

  Json json() {
    return new Json(
        plan.setup().master().url(),
        shape.executors(),
        shape.coresEach(),
        shape.taskCpus(),
        shape.known(),
        shape.replicas(),
        shape.taskCpus(),
        new JsonExamples(
            demand.examples().train(),
            demand.examples().test(),
            demand.examples().unlabeled(),
            demand.examples().basis().name().toLowerCase(Locale.ROOT)),
        demand.parameters(),
        demand.updaterState(),
        demand.replicaBytes(),
        demand.replicaBytes(),
        demand.localDiskBytes(shape),
        plan.setup().driver().flatMap(DriverProcess::blas).map(JsonOutput::of).orElse(null),
        memory(),
        plan.command().environment(),
        plan.command().words(),
        plan.findings().stream().map(JsonFinding::of).toList(),
        advice);
  }

  private JsonMemory memory() {
    RecommendedSizes advised = plan.advice();
    boolean executors = shape.executors() > 0;
    return new JsonMemory(
        JsonNeed.of(sizes.driverHeap(), advised.driverHeap()),
        JsonNeed.of(sizes.driverNative(), advised.driverOverhead()),
        advised.driverNative(),
        executors ? JsonNeed.of(sizes.executorHeap(), advised.executorHeap()) : null,
        executors ? JsonNeed.of(sizes.executorNative(), advised.executorOverhead()) : null,
        executors ? (Long) advised.executorNative() : null);
  }
}
