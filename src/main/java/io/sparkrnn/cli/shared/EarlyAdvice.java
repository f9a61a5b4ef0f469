package io.sparkrnn.cli.shared;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.store.PreparedCache;
import io.sparkrnn.store.PreparedCache.Summary;
import io.sparkrnn.train.HoldOut;
import io.sparkrnn.workload.Advice;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.Workload;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** Advice about settings of a training that is known before it begins. */
public final class EarlyAdvice {

  /**
   * Number of minibatches of a replica below which a recurrent network has hardly begun to learn
   * the order of words. The recipe for the IMDB reviews has 1,256 on two replicas.
   */
  private static final long FEW_STEPS = 500;

  /** Least batch size that is advised; smaller minibatches are slow. */
  private static final long LEAST_BATCH = 8;

  private EarlyAdvice() {}

  /**
   * Returns the advice of a training on prepared data.
   *
   * @param assets assets of the data
   * @param examples number of training and validation examples
   */
  public static List<Advice> of(
      JobConfig job, Workload workload, int replicas, List<Asset> assets, long examples) {
    long training = HoldOut.of(examples, job.data(), job.seed()).training();
    return Stream.concat(
            workload.advice(assets).stream(), steps(job.training(), training, replicas).stream())
        .toList();
  }

  /** Returns the advice that is known without reading the data: of what an earlier job prepared. */
  public static List<Advice> known(
      JobConfig job, Workload workload, int replicas, Configuration hadoop) {
    Optional<Summary> prepared =
        job.data()
            .cacheDir()
            .flatMap(dir -> PreparedCache.summary(dir, workload.fingerprint(), hadoop));
    return prepared
        .map(found -> of(job, workload, replicas, found.assets(), found.counts().train()))
        .or(
            () ->
                workload
                    .knownExamples()
                    .map(counts -> of(job, workload, replicas, List.of(), counts.train())))
        .orElse(List.of());
  }

  /**
   * Returns advice if replicas are trained with too few minibatches.
   *
   * @param examples number of examples in the training split
   */
  static Optional<Advice> steps(TrainingSettings settings, long examples, int replicas) {
    long batches = ceil(ceil(examples, replicas), settings.batchSize());
    long steps = settings.epochs() * batches;
    if (batches == 0 || steps >= FEW_STEPS) {
      return Optional.empty();
    }
    long batchSize = Long.highestOneBit(Math.max(1, settings.batchSize() * steps / FEW_STEPS));
    return Optional.of(
        new Advice(
            "training.epochs",
            String.format(
                Locale.ROOT,
                "Each replica is trained with only %,d minibatches (%,d epochs of %,d), and %,d or"
                    + " more are usually needed: training.epochs = %d%s.",
                steps,
                settings.epochs(),
                batches,
                FEW_STEPS,
                ceil(FEW_STEPS, batches),
                batchSize < LEAST_BATCH
                    ? ""
                    : ", or training.batch-size = %d instead of %d"
                        .formatted(batchSize, settings.batchSize()))));
  }

  private static long ceil(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
