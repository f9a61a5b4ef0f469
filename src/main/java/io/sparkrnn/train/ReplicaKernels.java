package io.sparkrnn.train;

import static java.util.stream.Collectors.joining;

import io.sparkrnn.blas.Blas;
import io.sparkrnn.blas.CoreType;
import io.sparkrnn.error.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Kernels that the replicas of a training compute with.
 *
 * @param byExecutor OpenBLAS of each executor that holds a shard, by the executor's name and host
 */
public record ReplicaKernels(Map<String, Blas> byExecutor) {

  public ReplicaKernels {
    byExecutor = new TreeMap<>(byExecutor);
  }

  /** Different ones among them, in order: one if all replicas compute alike. */
  public List<String> distinct() {
    return byExecutor.values().stream().map(Blas::kernels).distinct().sorted().toList();
  }

  /** The same for people, with the processors. */
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
   * Says where kernels are older than the processor.
   *
   * @param pinned by the settings, which is no reason to warn; empty: none
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

  /** Says that replicas compute with different kernels; empty if they do not. */
  public Optional<String> difference() {
    if (distinct().size() < 2) {
      return Optional.empty();
    }
    return Optional.of(
        ("executors compute with different kernels, so that another placement of the replicas gives"
                + " other bits: %s; --set blas.core-type=NAME gives all the same")
            .formatted(
                byExecutor.entrySet().stream()
                    .map(entry -> entry.getKey() + " " + entry.getValue().kernels())
                    .collect(joining(", "))));
  }

  /**
   * Refuses executors that do not multiply in bfloat16, which would compute in float instead.
   *
   * @throws ConfigurationException naming the first of them
   */
  void requireBfloat16() {
    byExecutor.forEach(
        (executor, blas) -> {
          if (!blas.processor().bfloat16()) {
            throw new ConfigurationException(
                "model.precision is bfloat16, and the processor of %s (%s) has neither AMX nor AVX512-BF16; set it to float32"
                    .formatted(executor, blas.processor().model()));
          }
        });
  }

  /**
   * Refuses executors that do not compute with the kernels that the settings pin.
   *
   * @throws ConfigurationException naming the first of them
   */
  void require(CoreType pinned) {
    byExecutor.forEach(
        (executor, blas) -> {
          if (blas.coreType() != pinned) {
            throw new ConfigurationException(
                "blas.core-type is %s, and %s computes with %s on %s (%s); remove spark.executorEnv.%s, or choose kernels that all executors can run"
                    .formatted(
                        pinned,
                        executor,
                        blas.kernels(),
                        blas.processor().model(),
                        blas.processor().instructions(),
                        CoreType.VARIABLE));
          }
        });
  }
}
