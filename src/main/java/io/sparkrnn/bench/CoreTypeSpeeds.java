package io.sparkrnn.bench;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.blas.CoreType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Speed of matrix products by core type of OpenBLAS.
 *
 * @param present the core type that this process uses
 * @param speeds speed by core type; empty if {@code present} was not measured, since the others
 *     then cannot be compared with it
 */
public record CoreTypeSpeeds(CoreType present, Map<CoreType, Speed> speeds) {

  /** Ratio of speeds above which a difference is not just measurement noise. */
  private static final double NOISE = 1.05;

  /**
   * Speed in GFLOP/s.
   *
   * @param one speed of one core
   * @param all speed of all cores together
   */
  public record Speed(double one, double all) {}

  public CoreTypeSpeeds {
    requireNonNull(present, "present is null");
    // A LinkedHashMap keeps the order of measurement.
    speeds = speeds.containsKey(present) ? new LinkedHashMap<>(speeds) : Map.of();
  }

  /** Returns an instance without measurements. */
  static CoreTypeSpeeds none() {
    return new CoreTypeSpeeds(CoreType.UNKNOWN, Map.of());
  }

  /** Returns the speedup of one core with the best kernels; 1 without measurements. */
  double gainOne() {
    return gain(Speed::one);
  }

  /** Returns the speedup of all cores with the best kernels; 1 without measurements. */
  double gainAll() {
    return gain(Speed::all);
  }

  private double gain(ToDoubleFunction<Speed> gflops) {
    double best = speeds.values().stream().mapToDouble(gflops).max().orElse(1);
    return speeds.isEmpty() ? 1 : best / gflops.applyAsDouble(speeds.get(present));
  }

  /** Returns the fastest core type on all cores, if it is faster than the present one. */
  Optional<CoreType> faster() {
    return speeds.entrySet().stream()
        .filter(entry -> entry.getValue().all() > NOISE * speeds.get(present).all())
        .max(Map.Entry.comparingByValue((a, b) -> Double.compare(a.all(), b.all())))
        .map(Map.Entry::getKey);
  }
}
