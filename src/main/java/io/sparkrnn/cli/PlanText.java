package io.sparkrnn.cli;

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

  PlanText(Plan plan) {
    this.plan = plan;
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
        "Examples: %,d for training and validation, %,d for the test (%s)"
            .formatted(
                demand.examples().train(), demand.examples().test(), demand.examples().basis()));
    lines.add(
        "Network: %,d weights and %,d floats of updater state"
            .formatted(demand.parameters(), demand.updaterState()));
    lines.add(
        "An averaging round sends %s to each executor and gets %s from each replica"
            .formatted(human(demand.replicaBytes()), human(demand.replicaBytes())));
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
    RecommendedSizes advice = plan.advice();
    boolean alone = shape.executors() == 0;
    part(lines, "Driver, heap", sizes.driverHeap(), advice.driverHeap());
    part(lines, "Driver, off-heap", sizes.driverNative(), advice.driverOverhead());
    if (!alone) {
      part(lines, "Each executor, heap", sizes.executorHeap(), advice.executorHeap());
      part(lines, "Each executor, off-heap", sizes.executorNative(), advice.executorOverhead());
    }
    lines.add("");
    lines.addAll(plan.command().text().lines().toList());
    lines.add("");
    plan.command().options().forEach(option -> lines.add(explained(option)));
    lines.add("");
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

  Map<String, Object> json() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("master", plan.setup().master().url());
    object.put("executors", shape.executors());
    object.put("cores_each", shape.coresEach());
    object.put("task_cpus", shape.taskCpus());
    object.put("shape_known", shape.known());
    object.put("replicas", shape.replicas());
    object.put("native_threads", shape.taskCpus());
    object.put(
        "examples",
        Map.of(
            "train", demand.examples().train(),
            "test", demand.examples().test(),
            "basis", demand.examples().basis().name().toLowerCase(Locale.ROOT)));
    object.put("parameters", demand.parameters());
    object.put("updater_state", demand.updaterState());
    object.put("broadcast_bytes", demand.replicaBytes());
    object.put("replica_result_bytes", demand.replicaBytes());
    plan.setup()
        .driver()
        .flatMap(DriverProcess::blas)
        .ifPresent(blas -> object.put("blas", JsonOutput.of(blas)));
    RecommendedSizes advice = plan.advice();
    Map<String, Object> memory = new LinkedHashMap<>();
    memory.put("driver_heap", part(sizes.driverHeap(), advice.driverHeap()));
    memory.put("driver_native", part(sizes.driverNative(), advice.driverOverhead()));
    memory.put("driver_native_limit_bytes", advice.driverNative());
    if (shape.executors() > 0) {
      memory.put("executor_heap", part(sizes.executorHeap(), advice.executorHeap()));
      memory.put("executor_native", part(sizes.executorNative(), advice.executorOverhead()));
      memory.put("executor_native_limit_bytes", advice.executorNative());
    }
    object.put("memory", memory);
    object.put("environment", plan.command().environment());
    object.put("submit", plan.command().words());
    object.put("findings", plan.findings().stream().map(PlanText::json).toList());
    return object;
  }

  private static Map<String, Object> part(List<MemoryItem> amounts, long advised) {
    Map<String, Object> part = new LinkedHashMap<>();
    part.put("need_bytes", amounts.stream().mapToLong(MemoryItem::bytes).sum());
    part.put("advised_bytes", advised);
    Map<String, Long> parts = new LinkedHashMap<>();
    amounts.forEach(amount -> parts.put(amount.name(), amount.bytes()));
    part.put("parts", parts);
    return part;
  }

  private static Map<String, Object> json(Finding finding) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("check", finding.check());
    object.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
    object.put("problem", finding.problem());
    object.put("fix", finding.fix());
    return object;
  }
}
