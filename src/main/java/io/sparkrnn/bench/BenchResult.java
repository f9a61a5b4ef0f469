package io.sparkrnn.bench;

import io.sparkrnn.workload.LayerSize;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Result of a benchmark; sections that were not measured are empty.
 *
 * @param cores number of cores in measurements on all cores
 * @param size size of the layer and its minibatches, except where {@code scaling} varies it
 * @param averaging description of the averaging schedule of the epochs
 * @param data description of the data of training and scoring
 * @param source description of the prepared input
 * @param inputBytes size of the prepared input
 * @param reviews number of prepared reviews, training and test together; 0 if not measured
 * @param sgemmOne GFLOP/s of one core, by matrix shape
 * @param sgemmAll GFLOP/s of all cores, by matrix shape
 * @param coreTypes GFLOP/s by core type of OpenBLAS, which determine the machine's limit
 * @param rates examples or reviews per second
 * @param scaling speed of the layer on one core, by the name of the varied size
 * @param partitions speed of epochs and scoring, by number of partitions
 * @param rounds averaging rounds, by number of replicas
 * @param sizes rows for each stage of a job and each size of its data, stage by stage
 * @param machine the machine that was measured
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
    List<AveragingRow> rounds,
    List<SizeRow> sizes,
    Machine machine) {

  /**
   * Speed of a layer at one value of the varied size.
   *
   * @param value the varied size
   * @param examplesPerSecond examples per second
   * @param gflops GFLOP/s, see {@link LayerSize#flopPerExample}
   * @param fraction GFLOP/s as a fraction of the roofline of as many cores
   */
  public record ScalingRow(int value, double examplesPerSecond, double gflops, double fraction) {}

  /**
   * Speed under Spark with a number of partitions.
   *
   * @param partitions number of partitions, which is also the number of replicas
   * @param epoch speed of an epoch, in examples per second
   * @param scoring speed of scoring, in reviews per second
   */
  public record PartitionRow(int partitions, double epoch, double scoring) {}

  /**
   * Averaging round with one small minibatch a replica.
   *
   * @param replicas number of replicas
   * @param seconds seconds of a round
   * @param arithmetic seconds in which all cores train on as many minibatches without Spark
   * @param beyond seconds of a round beyond its arithmetic
   * @param bytes bytes that a round moves on a cluster, see {@link
   *     io.sparkrnn.train.AveragingStatistics}
   * @param driverRead bytes that the driver's process read in a round, from the network and from
   *     files; empty where the system does not count them
   * @param driverWritten the same for what it wrote
   */
  public record AveragingRow(
      int replicas,
      double seconds,
      double arithmetic,
      double beyond,
      long bytes,
      OptionalLong driverRead,
      OptionalLong driverWritten) {}

  public BenchResult {
    // The maps are not copied: Map.copyOf would lose their order.
    partitions = List.copyOf(partitions);
    rounds = List.copyOf(rounds);
    sizes = List.copyOf(sizes);
  }

  Optional<Rates> rate(Quantity quantity) {
    return Optional.ofNullable(rates.get(quantity));
  }

  Optional<Double> median(Quantity quantity) {
    return rate(quantity).map(Rates::median);
  }

  /** Returns the ratio of two medians; empty if one was not measured. */
  Optional<Double> ratio(Quantity of, Quantity to) {
    return median(of).flatMap(one -> median(to).map(other -> one / other));
  }

  /** Returns the megabytes (10^6 bytes) of input per prepared review. */
  double megabytesPerReview() {
    return inputBytes / 1e6 / reviews;
  }

  /** Returns the roofline of one core: the shape with the best median. */
  Optional<Map.Entry<String, Rates>> roofOne() {
    return best(sgemmOne);
  }

  /** Returns the roofline of all cores: the shape with the best median. */
  Optional<Map.Entry<String, Rates>> roofAll() {
    return best(sgemmAll);
  }

  private static Optional<Map.Entry<String, Rates>> best(Map<String, Rates> shapes) {
    return shapes.entrySet().stream().max(Comparator.comparing(shape -> shape.getValue().median()));
  }

  /**
   * Returns the limit of one core in GFLOP/s: its roofline, scaled to the fastest core type's
   * kernels.
   */
  Optional<Double> limitOne() {
    return limit(roofOne(), coreTypes.gainOne());
  }

  /** Returns the limit of all cores in GFLOP/s, see {@link #limitOne}. */
  Optional<Double> limitAll() {
    return limit(roofAll(), coreTypes.gainAll());
  }

  private static Optional<Double> limit(Optional<Map.Entry<String, Rates>> roof, double gain) {
    return roof.map(shape -> gain * shape.getValue().median());
  }

  /**
   * Returns the GFLOP/s of a median as a fraction of the limit of as many cores; empty if one of
   * them was not measured.
   */
  Optional<Double> fraction(Quantity quantity) {
    Optional<Double> limit =
        switch (quantity) {
          case STOCK_ONE, FUSED_ONE, EPOCH_ONE_REPLICA -> limitOne();
          case STOCK_ALL, FUSED_ALL, EPOCH, EPOCH_STOCK -> limitAll();
            // These do not train, so the count of operations does not apply.
          case SCORING, PREPARATION -> Optional.empty();
        };
    return limit.flatMap(gflops -> median(quantity).map(rate -> size.gflops(rate) / gflops));
  }
}
