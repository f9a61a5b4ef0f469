package io.sparkrnn.train;

import io.sparkrnn.SparkForTests;
import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.DataSettings.ValidationSplit;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Scores;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** A real training of made-up sequences by a network of a few hundred parameters. */
final class TinyTraining {

  private final JobConfig config;
  private final int examples;
  private final Workload workload;
  private final Batcher batcher;

  private TinyTraining(JobConfig config, int examples, Workload workload, Batcher batcher) {
    this.config = config;
    this.examples = examples;
    this.workload = workload;
    this.batcher = batcher;
  }

  /** What a training gave. */
  record Result(MultiLayerNetwork network, List<EpochRecord> history, TrainingPlan plan) {}

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
                "training.learning-rate=0.01",
                "training.replicas=" + replicas));
    all.addAll(List.of(assignments));
    JobConfig config = ConfigLoader.ofProcess().load(List.of(), all).job();
    Workload workload = Workloads.create(config, SparkForTests.context().hadoopConfiguration());
    return new TinyTraining(config, examples, workload, workload.batcher());
  }

  TinyTraining with(Batcher other) {
    return new TinyTraining(config, examples, workload, other);
  }

  Batcher batcher() {
    return batcher;
  }

  Shards shards() {
    return Shards.split(
            SparkForTests.context().parallelize(Examples.sequences(examples), 3),
            examples,
            0,
            ValidationSplit.RANDOM,
            config.training().replicas().orElseThrow(),
            config.seed())
        .training();
  }

  TrainingPlan plan() {
    Shards none = Shards.of(SparkForTests.context().emptyRDD(), 0, 1);
    return TrainingLoop.plan(config.training(), shards(), none);
  }

  Result run(EpochListener... listeners) {
    TrainingPlan plan = plan();
    MultiLayerNetwork network = start();
    List<EpochRecord> history =
        new TrainingLoop(
                SparkForTests.context(),
                config.training(),
                config.seed(),
                shards(),
                batcher,
                workload.epochMetrics(),
                averaged -> Scores.empty(),
                List.of(listeners))
            .train(network, plan);
    return new Result(network, history, plan);
  }

  /** The network before training. */
  MultiLayerNetwork start() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(workload.network(List.of(), plan().horizon()));
    network.init();
    return network;
  }

  /** The same training without Spark: each replica by DL4J's own fit, then the plain mean. */
  MultiLayerNetwork byHand() {
    List<Shard> shards = shards().rdd().collect();
    TrainingPlan plan = plan();
    RoundPlan rounds =
        RoundPlan.of(
            shards.get(0).examples().size(),
            config.training().batchSize(),
            config.training().averageEveryBatches());
    MultiLayerNetwork average = start();
    for (int epoch = 1; epoch <= plan.epochs(); epoch++) {
      for (int round = 0; round < rounds.rounds(); round++) {
        int before =
            (epoch - 1) * plan.batchesPerEpoch()
                + rounds.firstBatch(shards.get(0).examples().size(), round);
        INDArray parameters = null;
        INDArray state = null;
        int trained = 0;
        for (Shard shard : shards) {
          ShardBatches batches = new ShardBatches(round(rounds, epoch, round), shard);
          if (batches.hasNext()) {
            MultiLayerNetwork replica = copy(average, before);
            batches.forEachRemaining((DataSet batch) -> replica.fit(batch));
            INDArray replicaState = replica.getUpdater().getStateViewArray();
            parameters = sum(parameters, replica.params());
            state = sum(state, replicaState);
            trained++;
          }
        }
        average.setParams(parameters.div(trained));
        if (state != null) {
          average.getUpdater().setStateViewArray(average, state.div(trained), false);
        }
      }
    }
    return average;
  }

  /** The indices of the examples of a minibatch, without averaging within the epoch. */
  List<Long> batchOfFirstEpoch(int shard, int batch) {
    ShardBatches batches =
        new ShardBatches(
            round(new RoundPlan(config.training().batchSize(), 1), 1, 0),
            shards().rdd().collect().get(shard));
    for (int skipped = 0; skipped < batch; skipped++) {
      batches.next();
    }
    BatchTag tag = (BatchTag) batches.next().getExampleMetaData().get(0);
    return LongStream.of(tag.indices()).boxed().toList();
  }

  private ShardBatches.Round round(RoundPlan plan, int epoch, int round) {
    return new ShardBatches.Round(
        plan, config.training().batches(), config.seed(), epoch, round, 1, batcher);
  }

  private static MultiLayerNetwork copy(MultiLayerNetwork network, int batchesBefore) {
    MultiLayerConfiguration configuration =
        MultiLayerConfiguration.fromJson(network.getLayerWiseConfigurations().toJson());
    configuration.setIterationCount(batchesBefore);
    MultiLayerNetwork copy = new MultiLayerNetwork(configuration);
    copy.init(network.params().dup(), false);
    INDArray state = network.getUpdater().getStateViewArray();
    if (state != null) {
      copy.getUpdater().setStateViewArray(copy, state.dup(), false);
    }
    return copy;
  }

  /** The state of plain gradient descent is null. */
  private static INDArray sum(INDArray total, INDArray part) {
    return part == null ? null : total == null ? part.dup() : total.add(part);
  }
}
