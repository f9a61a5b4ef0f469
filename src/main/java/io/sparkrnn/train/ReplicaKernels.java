package io.sparkrnn.train;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import io.sparkrnn.blas.BlasInfo;
import io.sparkrnn.blas.CoreType;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.nn.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * BLAS kernels that the replicas of a training compute with.
 *
 * @param byExecutor OpenBLAS of each executor that holds a shard, by the executor's id and host
 */
public record ReplicaKernels(Map<String, BlasInfo> byExecutor) {

  public ReplicaKernels {
    byExecutor = new TreeMap<>(byExecutor);
  }

  static ReplicaKernels of(List<AssignedShard> shards) {
    return new ReplicaKernels(
        shards.stream()
            .collect(toMap(AssignedShard::executor, AssignedShard::blas, (one, other) -> other)));
  }

  /** Returns the distinct kernels, sorted: a single one if all replicas use the same kernels. */
  public List<String> distinct() {
    return byExecutor.values().stream().map(BlasInfo::kernels).distinct().sorted().toList();
  }

  /** Returns the distinct kernels with the processor models, as text for people. */
  public String text() {
    return byExecutor.values().stream()
        .map(
            blas ->
                "%s (%s, %s)"
                    .formatted(
                        blas.kernels(), blas.processor().model(), blas.processor().instructions()))
        .distinct()
        .sorted()
        .collect(joining("; "));
  }

  /**
   * Returns a warning for each executor whose kernels are older than its processor.
   *
   * @param pinned kernels that the settings pin, in which case there are no warnings; empty: none
   */
  public List<String> oldKernels(Optional<CoreType> pinned) {
    List<String> warnings = new ArrayList<>();
    if (pinned.isEmpty()) {
      byExecutor.forEach(
          (executor, blas) ->
              blas.oldKernels().ifPresent(old -> warnings.add(executor + ": " + old)));
    }
    return warnings;
  }

  /** Returns a warning if the replicas compute with different kernels; else empty. */
  public Optional<String> difference() {
    if (distinct().size() < 2) {
      return Optional.empty();
    }
    return Optional.of(
        ("executors compute with different BLAS kernels, so that the last bits of the results"
                + " depend on where replicas run: %s; use the same kernels everywhere with --set"
                + " blas.core-type=NAME")
            .formatted(
                byExecutor.entrySet().stream()
                    .map(entry -> entry.getKey() + " " + entry.getValue().kernels())
                    .collect(joining(", "))));
  }

  /**
   * Checks that every executor computes with the kernels that the settings pin, and that its
   * processor multiplies in the precision of the settings; it would compute in float otherwise.
   *
   * @throws ConfigurationException naming the first executor that does not
   */
  void require(Optional<CoreType> pinned, Precision precision) {
    byExecutor.forEach(
        (executor, blas) -> {
          if (pinned.isPresent() && blas.coreType() != pinned.get()) {
            throw new ConfigurationException(
                "blas.core-type is %s, and %s computes with %s on %s (%s); remove spark.executorEnv.%s, or choose kernels that all executors can run"
                    .formatted(
                        pinned.get(),
                        executor,
                        blas.kernels(),
                        blas.processor().model(),
                        blas.processor().instructions(),
                        CoreType.VARIABLE));
          }
          if (precision == Precision.BFLOAT16 && !blas.processor().bfloat16()) {
            throw new ConfigurationException(
                "model.precision is bfloat16, and the processor of %s (%s) has no AMX, which oneDNN needs for it; set it to float32"
                    .formatted(executor, blas.processor().model()));
          }
        });
  }
}
