package io.sparkrnn.train;

import io.sparkrnn.SparkForTests;
import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Scores;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** A real training of made-up sequences by a network of a few hundred parameters. */
final class TinyTraining {

  private final JobConfig config;
  private final int examples;
  private final Workload workload;

  private TinyTraining(JobConfig config, int examples, Workload workload) {
    this.config = config;
    this.examples = examples;
    this.workload = workload;
  }

  /** What a training gave. */
  record Result(MultiLayerNetwork network, TrainingOutcome outcome, TrainingPlan plan) {
    List<EpochRecord> history() {
      return outcome.history();
    }
  }

  /** Settings are given as for {@code --set}, over those of a tiny network without dropout. */
  static TinyTraining of(int examples, int replicas, String... assignments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "text.vocabulary-size=30",
                "text.length=6",
                "model.embedding-size=4",
                "model.hidden-size=5",
                "model.input-dropout=0",
                "training.batch-size=4",
                "training.epochs=2",
                "data.validation.fraction=0",
                "training.learning-rate=0.01",
                "training.replicas=" + replicas));
    all.addAll(List.of(assignments));
    JobConfig config = ConfigLoader.ofProcess(Workloads.settings()).load(List.of(), all).job();
    Workload workload = Workloads.create(config, SparkForTests.context().hadoopConfiguration());
    return new TinyTraining(config, examples, workload);
  }

  TinyTraining with(Batcher other) {
    return new TinyTraining(config, examples, new OtherBatches(workload, other));
  }

  Batcher batcher() {
    return workload.batcher(List.of());
  }

  Shards shards() {
    return Shards.split(
            SparkForTests.context().parallelize(Examples.sequences(examples), 3),
            examples,
            0,
            config.data(),
            ShardStorage.of(config, workload),
            config.training().replicas().orElseThrow(),
            config.seed())
        .training();
  }

  TrainingPlan plan() {
    return training().plan();
  }

  /** Set up and not begun. */
  Training training() {
    return Training.of(
        SparkForTests.context(),
        config,
        workload,
        new PreparedData(
            SparkForTests.context().parallelize(Examples.sequences(examples), 3),
            examples,
            SparkForTests.context().emptyRDD(),
            0,
            List.of(),
            Optional.empty(),
            List.of(),
            List.of()),
        workload.batcher(List.of()),
        config.training().replicas().orElseThrow(),
        Optional.empty());
  }

  Result run(EpochListener... listeners) {
    return run(averaged -> Scores.empty(), listeners);
  }

  /** With validation by {@code validator} instead of by the examples held out. */
  Result run(Function<MultiLayerNetwork, Scores> validator, EpochListener... listeners) {
    Training training = training();
    TrainingLoop.Result result =
        new TrainingLoop(training, validator, List.of(listeners))
            .run(training.plan().epochs(), Optional.empty(), Optional.empty());
    return new Result(result.network(), result.outcome(), training.plan());
  }

  /** The network before training. */
  MultiLayerNetwork start() {
    return training().network();
  }

  /** The same training without Spark. */
  TrainingByHand byHand() {
    return new TrainingByHand(config, batcher(), shards(), plan().batchesPerEpoch(), start()).run();
  }

  /** The indices of the examples of a minibatch, without averaging within the epoch. */
  List<Long> batchOfFirstEpoch(int shard, int batch) {
    ShardBatches batches =
        new ShardBatches(
            round(new RoundPlan(config.training().batchSize(), 1), 1, 0),
            Examples.collected(shards()).get(shard));
    for (int skipped = 0; skipped < batch; skipped++) {
      batches.next();
    }
    ShardBatches.Tag tag = (ShardBatches.Tag) batches.next().getExampleMetaData().get(0);
    return LongStream.of(tag.indices()).boxed().toList();
  }

  private ShardBatches.Round round(RoundPlan plan, int epoch, int round) {
    return new ShardBatches.Round(
        plan,
        config.training().batches(),
        config.data().shuffleWindow(),
        config.seed(),
        epoch,
        0,
        round,
        1,
        batcher());
  }
}
