package io.sparkrnn.bench;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.train.EpochTrainer;
import io.sparkrnn.train.Training;
import io.sparkrnn.workload.Workload;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Measures whole epochs under Spark as {@code train} runs them: shards are shuffled and split into
 * minibatches, replicas are sent, trained and averaged, and the ledger is verified. Validation is
 * not included.
 *
 * <p>Compared trainings are interleaved epoch by epoch, so that changes of the machine's speed
 * affect all of them alike.
 */
final class InterleavedEpochs {

  private final JavaSparkContext context;
  private final JobConfig config;
  private final int epochs;
  private final List<Turn> turns = new ArrayList<>();

  /**
   * Epochs of a job.
   *
   * @param epochs number of measured epochs of each training, after one warm-up epoch
   */
  InterleavedEpochs(JavaSparkContext context, JobConfig config, int epochs) {
    this.context = context;
    this.config = config.with(config.training().withEpochs(epochs + 1));
    this.epochs = epochs;
  }

  private record Turn(
      Quantity quantity, Training training, EpochTrainer trainer, Runnable before) {}

  /**
   * Adds a training.
   *
   * @param quantity the quantity that its rates are recorded as
   * @param replicas number of replicas, and of partitions
   * @param before runs before each epoch and is not timed
   */
  void add(Quantity quantity, Workload workload, BenchData data, int replicas, Runnable before) {
    Training training =
        Training.of(
            context,
            config,
            workload,
            data.prepared(),
            workload.batcher(data.prepared().assets()),
            replicas,
            Optional.empty());
    turns.add(new Turn(quantity, training, new EpochTrainer(training), before));
  }

  /** Trains; returns the examples per second of each epoch. */
  Map<Quantity, Rates> measure() {
    Map<Quantity, List<Double>> measured = new EnumMap<>(Quantity.class);
    turns.forEach(turn -> turn.trainer().train(1));
    for (int epoch = 2; epoch <= epochs + 1; epoch++) {
      for (Turn turn : turns) {
        turn.before().run();
        Stopwatch watch = new Stopwatch();
        long used = turn.trainer().train(epoch).ledger().used();
        measured
            .computeIfAbsent(turn.quantity(), none -> new ArrayList<>())
            .add(used / watch.seconds());
      }
    }
    turns.forEach(turn -> turn.training().release());
    Map<Quantity, Rates> rates = new EnumMap<>(Quantity.class);
    measured.forEach((quantity, all) -> rates.put(quantity, new Rates(all)));
    return rates;
  }
}
