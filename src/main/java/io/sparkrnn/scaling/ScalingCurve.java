package io.sparkrnn.scaling;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Times of an epoch over numbers of executors, relative to one executor.
 *
 * @param growth what grows with the number of executors
 * @param points times of the numbers asked for, in that order
 * @param best number of executors with the highest speedup, up to the largest asked for
 * @param efficient largest number, up to the same, with a parallel efficiency of at least one half
 */
public record ScalingCurve(Growth growth, List<Point> points, Point best, Point efficient) {

  /** Least parallel efficiency of {@link #efficient}. */
  public static final double EFFICIENT = 0.5;

  /** Number of epochs whose mean time is a simulated time, since one has few random times. */
  private static final int SIMULATED_EPOCHS = 10;

  public ScalingCurve {
    requireNonNull(growth, "growth is null");
    points = List.copyOf(points);
    requireNonNull(best, "best is null");
    requireNonNull(efficient, "efficient is null");
  }

  /** Kinds of scaling. */
  public enum Growth {
    /** The examples stay the same, so that each executor has fewer of them: strong scaling. */
    STRONG {
      @Override
      TrainingSize size(TrainingSize one, int executors) {
        return one;
      }

      @Override
      double speedup(double one, double time, int executors) {
        return one / time;
      }
    },
    /** The examples of an executor stay the same, so that there are more in all: weak scaling. */
    WEAK {
      @Override
      TrainingSize size(TrainingSize one, int executors) {
        return one.times(executors);
      }

      @Override
      double speedup(double one, double time, int executors) {
        return executors * one / time;
      }
    };

    abstract TrainingSize size(TrainingSize one, int executors);

    /** Returns how many times as many examples per second are trained as by one executor. */
    abstract double speedup(double one, double time, int executors);
  }

  /**
   * Time of an epoch on a number of executors.
   *
   * @param speedup examples per second relative to one executor, as predicted
   * @param simulated mean seconds of simulated epochs; empty if none was simulated
   * @param simulatedSpeedup speedup as simulated; empty if none was simulated
   */
  public record Point(
      EpochCost cost, double speedup, OptionalDouble simulated, OptionalDouble simulatedSpeedup) {

    /** Returns the parallel efficiency: the speedup of an executor. */
    public double efficiency() {
      return speedup / cost.executors();
    }

    /** Returns the parallel efficiency as simulated; empty if nothing was simulated. */
    public OptionalDouble simulatedEfficiency() {
      return simulatedSpeedup.isPresent()
          ? OptionalDouble.of(simulatedSpeedup.getAsDouble() / cost.executors())
          : OptionalDouble.empty();
    }
  }

  /**
   * Predicts the times.
   *
   * @param size size of the training; for weak scaling, on one executor
   * @param executors numbers of executors, at least one
   * @param seed seed of the first simulated epoch, the next ones have the next seeds; empty:
   *     nothing is simulated
   */
  public static ScalingCurve of(
      TrainingSize size,
      ClusterSpeed speed,
      Growth growth,
      List<Integer> executors,
      OptionalLong seed) {
    Measure measure = new Measure(size, speed, growth);
    OptionalDouble oneSimulated = simulated(measure, 1, seed);
    List<Point> asked =
        executors.stream()
            .map(
                count -> {
                  OptionalDouble seconds = simulated(measure, count, seed);
                  OptionalDouble speedup =
                      seconds.isPresent()
                          ? OptionalDouble.of(
                              growth.speedup(
                                  oneSimulated.getAsDouble(), seconds.getAsDouble(), count))
                          : OptionalDouble.empty();
                  Point point = measure.predicted(count);
                  return new Point(point.cost(), point.speedup(), seconds, speedup);
                })
            .toList();
    int largest = executors.stream().max(Comparator.naturalOrder()).orElseThrow();
    List<Point> all =
        IntStream.rangeClosed(1, largest)
            .filter(measure::possible)
            .mapToObj(measure::predicted)
            .toList();
    return new ScalingCurve(
        growth,
        asked,
        all.stream().max(Comparator.comparingDouble(Point::speedup)).orElseThrow(),
        all.stream()
            .filter(point -> point.efficiency() >= EFFICIENT)
            .reduce((first, second) -> second)
            .orElseThrow());
  }

  private static OptionalDouble simulated(Measure measure, int executors, OptionalLong seed) {
    if (seed.isEmpty()) {
      return OptionalDouble.empty();
    }
    TrainingSize size = measure.growth.size(measure.size, executors);
    return LongStream.range(0, SIMULATED_EPOCHS)
        .mapToDouble(
            epoch ->
                ClusterSimulation.run(size, measure.speed, executors, seed.getAsLong() + epoch)
                    .total())
        .average();
  }

  /** Prediction of one training on clusters of different sizes. */
  private record Measure(TrainingSize size, ClusterSpeed speed, Growth growth) {

    /** Whether there is an example for each replica. */
    boolean possible(int executors) {
      return growth.size(size, executors).examples() >= speed.replicas(executors);
    }

    Point predicted(int executors) {
      EpochCost cost = EpochCost.of(growth.size(size, executors), speed, executors);
      double one = EpochCost.of(size, speed, 1).total();
      return new Point(
          cost,
          growth.speedup(one, cost.total(), executors),
          OptionalDouble.empty(),
          OptionalDouble.empty());
    }
  }
}
