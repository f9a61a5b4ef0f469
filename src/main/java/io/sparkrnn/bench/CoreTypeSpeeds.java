package io.sparkrnn.bench;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.blas.CoreType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Speed of products of matrices by core type of OpenBLAS.
 *
 * @param present the core type that this process computes with
 * @param speeds GFLOP/s; without one of {@code present} nothing is known of the others either
 */
public record CoreTypeSpeeds(CoreType present, Map<CoreType, Speed> speeds) {

  /** Slower by less than this is within what repeated measurements differ by. */
  private static final double NOISE = 1.05;

  /**
   * GFLOP/s.
   *
   * @param one of one core
   * @param all of all cores together
   */
  public record Speed(double one, double all) {}

  public CoreTypeSpeeds {
    requireNonNull(present, "present is null");
    // In the order of measuring, and nothing changes it any more.
    speeds = speeds.containsKey(present) ? new LinkedHashMap<>(speeds) : Map.of();
  }

  /** None was measured. */
  static CoreTypeSpeeds none() {
    return new CoreTypeSpeeds(CoreType.UNKNOWN, Map.of());
  }

  /** How many times as fast one core is with the best kernels; 1 if nothing is known. */
  double gainOne() {
    return gain(Speed::one);
  }

  /** The same of all cores. */
  double gainAll() {
    return gain(Speed::all);
  }

  private double gain(ToDoubleFunction<Speed> part) {
    double best = speeds.values().stream().mapToDouble(part).max().orElse(1);
    return speeds.isEmpty() ? 1 : best / part.applyAsDouble(speeds.get(present));
  }

  /** The core type that is faster on all cores than the present one, if there is one. */
  Optional<CoreType> faster() {
    return speeds.entrySet().stream()
        .filter(entry -> entry.getValue().all() > NOISE * speeds.get(present).all())
        .max(Map.Entry.comparingByValue((a, b) -> Double.compare(a.all(), b.all())))
        .map(Map.Entry::getKey);
  }
}
