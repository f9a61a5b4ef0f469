package io.sparkrnn.bench;

import io.sparkrnn.config.DataSettings;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.train.EpochListener;
import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.train.Shards;
import io.sparkrnn.train.TrainingLoop;
import io.sparkrnn.train.TrainingPlan;
import io.sparkrnn.workload.Scores;
import io.sparkrnn.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Whole epochs under Spark as {@code train} runs them: minibatches made of shuffled shards,
 * replicas sent out, trained and averaged, the ledger kept and proved. Validation is left out.
 */
final class EpochSpeed {

  private final JavaSparkContext context;
  private final JobConfig config;
  private final Workload workload;
  private final Runnable between;

  /**
   * Epochs of a job.
   *
   * @param between is run after each epoch, and not timed
   */
  EpochSpeed(JavaSparkContext context, JobConfig config, Workload workload, Runnable between) {
    this.context = context;
    this.config = config;
    this.workload = workload;
    this.between = between;
  }

  /**
   * Examples a second, an epoch each, after one to warm up.
   *
   * @param replicas and partitions
   */
  Rates measure(BenchData data, int replicas, int epochs) {
    JobConfig job = Variants.withEpochs(config, epochs + 1);
    DataSettings settings = job.data();
    Shards.Parts parts =
        Shards.split(
            data.train(),
            data.trainCount(),
            settings.validationFraction(),
            settings.validationSplit(),
            replicas,
            job.seed());
    TrainingPlan plan = TrainingLoop.plan(job.training(), parts.training(), parts.validation());
    MultiLayerNetwork network =
        new MultiLayerNetwork(workload.network(data.assets(), plan.horizon()));
    network.init();
    Clock clock = new Clock();
    new TrainingLoop(
            context,
            job.training(),
            job.seed(),
            parts.training(),
            workload.batcher(),
            workload.epochMetrics(),
            averaged -> Scores.empty(),
            List.of(clock))
        .train(network, plan);
    parts.training().release();
    return new Rates(clock.rates.subList(1, clock.rates.size()));
  }

  /** The time of the epoch's record ends before the ledger is made; this one does not. */
  private final class Clock implements EpochListener {

    private final List<Double> rates = new ArrayList<>();
    private Stopwatch watch = new Stopwatch();

    @Override
    public void epochStarted(int epoch) {
      watch = new Stopwatch();
    }

    @Override
    public void epochEnded(EpochRecord record, MultiLayerNetwork network) {
      rates.add(record.ledger().used() / watch.seconds());
      between.run();
    }
  }
}
