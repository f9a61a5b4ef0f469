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
 * Whole epochs under Spark as {@code train} runs them: minibatches made of shuffled shards,
 * replicas sent out, trained and averaged, the ledger kept and proved. Validation is left out.
 *
 * <p>Trainings that are compared take turns, an epoch each: a machine's speed changes, and a change
 * should meet all of them.
 */
final class EpochsInTurn {

  private final JavaSparkContext context;
  private final JobConfig config;
  private final int epochs;
  private final List<Turn> turns = new ArrayList<>();

  /**
   * Epochs of a job.
   *
   * @param epochs measured of each training, after one to warm up
   */
  EpochsInTurn(JavaSparkContext context, JobConfig config, int epochs) {
    this.context = context;
    this.config = Variants.withEpochs(config, epochs + 1);
    this.epochs = epochs;
  }

  private record Turn(
      Quantity quantity, Training training, EpochTrainer trainer, Runnable before) {}

  /**
   * Adds a training.
   *
   * @param replicas and partitions
   * @param before is run before each epoch, and not timed
   */
  void add(Quantity quantity, Workload workload, BenchData data, int replicas, Runnable before) {
    Training training =
        Training.of(
            context,
            config,
            workload,
            data.train(),
            data.trainCount(),
            data.assets(),
            Optional.empty(),
            replicas);
    turns.add(new Turn(quantity, training, training.trainer(), before));
  }

  /** Examples a second, an epoch each. */
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
