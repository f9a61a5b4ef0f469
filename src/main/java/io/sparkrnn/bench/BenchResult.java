package io.sparkrnn.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What was measured; what was not asked for is empty.
 *
 * @param cores of "all cores"
 * @param size of the minibatches, but for the tables of other sizes
 * @param averaging how often the epochs average, for people
 * @param data that training and scoring ran on
 * @param source that was prepared
 * @param inputBytes of that source
 * @param reviews that were prepared, training and test together; 0: none
 * @param sgemmOne GFLOP/s of one core by shape
 * @param sgemmAll GFLOP/s of all cores by shape
 * @param coreTypes the same by OpenBLAS's core types, for the limit of the machine
 * @param rates examples or reviews a second
 * @param scaling the layer on one core, by what is varied
 * @param partitions epochs and scoring, by number of partitions
 * @param sizes each stage of a job at each size of its data, stage by stage
 * @param machine facts and their names
 */
public record BenchResult(
    int cores,
    LayerSize size,
    String averaging,
    String data,
    String source,
    long inputBytes,
    long reviews,
    Map<String, Rates> sgemmOne,
    Map<String, Rates> sgemmAll,
    CoreTypeSpeeds coreTypes,
    Map<Quantity, Rates> rates,
    Map<String, List<ScalingRow>> scaling,
    List<PartitionRow> partitions,
    List<SizeRow> sizes,
    Map<String, Object> machine) {

  public BenchResult {
    // Copies of the outer maps would lose their order, and nothing changes them any more.
    partitions = List.copyOf(partitions);
    sizes = List.copyOf(sizes);
  }

  Optional<Rates> rate(Quantity quantity) {
    return Optional.ofNullable(rates.get(quantity));
  }

  /** How the median of one thing compares with that of another; empty without one of them. */
  OptionalDouble ratio(Quantity of, Quantity to) {
    return rate(of).isPresent() && rate(to).isPresent()
        ? OptionalDouble.of(rate(of).get().median() / rate(to).get().median())
        : OptionalDouble.empty();
  }

  /** Megabytes (10^6 bytes) of the source for each review that is prepared of it. */
  double megabytesPerReview() {
    return inputBytes / 1e6 / reviews;
  }

  /** The roofline of one core: the shape with the better median. */
  Optional<Map.Entry<String, Rates>> roofOne() {
    return best(sgemmOne);
  }

  /** The roofline of all cores. */
  Optional<Map.Entry<String, Rates>> roofAll() {
    return best(sgemmAll);
  }

  private static Optional<Map.Entry<String, Rates>> best(Map<String, Rates> shapes) {
    return shapes.entrySet().stream().max(Comparator.comparing(shape -> shape.getValue().median()));
  }

  /** Limit of one core, GFLOP/s: its products, were they by the fastest kernels. */
  OptionalDouble limitOne() {
    return limit(roofOne(), coreTypes.gainOne());
  }

  /** Limit of all cores, GFLOP/s. */
  OptionalDouble limitAll() {
    return limit(roofAll(), coreTypes.gainAll());
  }

  private static OptionalDouble limit(Optional<Map.Entry<String, Rates>> roof, double gain) {
    return roof.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(gain * roof.get().getValue().median());
  }

  /** Median as a share of the limit of as many cores; empty if one of them was not measured. */
  OptionalDouble fraction(Quantity quantity) {
    OptionalDouble limit =
        switch (quantity) {
          case STOCK_ONE, FUSED_ONE, EPOCH_ONE_REPLICA -> limitOne();
          case STOCK_ALL, FUSED_ALL, EPOCH, EPOCH_STOCK -> limitAll();
            // Not training: other arithmetic, or none.
          case SCORING, PREPARATION -> OptionalDouble.empty();
        };
    Optional<Rates> rate = rate(quantity);
    return limit.isPresent() && rate.isPresent()
        ? OptionalDouble.of(size.gflops(rate.get().median()) / limit.getAsDouble())
        : OptionalDouble.empty();
  }
}
