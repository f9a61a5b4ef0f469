package io.sparkrnn.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.SparkForTests;
import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.DataSettings.Storage;
import io.sparkrnn.nn.TrainingLength;
import io.sparkrnn.train.ShardStorage;
import io.sparkrnn.train.Shards;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.ExampleCodec;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.Scores.Score;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class EvaluatorIT {

  private static final int EXAMPLES = 83;

  private final Workload workload =
      Workloads.create(
          ConfigLoader.ofProcess(Workloads.settings())
              .load(
                  List.of(),
                  List.of(
                      "text.vocabulary-size=30",
                      "text.length=6",
                      "model.embedding-size=4",
                      "model.hidden-size=5",
                      "model.input-dropout=0.5"))
              .job(),
          SparkForTests.context().hadoopConfiguration());
  private final MultiLayerNetwork network =
      new MultiLayerNetwork(workload.network(List.of(), TrainingLength.none()));
  private final List<Example> examples = examples();

  EvaluatorIT() {
    network.init();
    // The outputs of the initial weights are all near one half.
    network.params().muli(5);
  }

  @Test
  void givesTheMetricsOfOneLocalPassForAnyNumberOfShards() {
    Metrics expected = local();

    for (int shards : new int[] {1, 2, 3, 7}) {
      Metrics metrics = distributed(shards, 8);
      assertThat(metrics.count()).isEqualTo(EXAMPLES);
      requireEqual(metrics, expected);
      assertThat(metrics.figures()).hasSameSizeAs(expected.figures());
    }
  }

  @Test
  void doesNotDependOnTheBatchSize() {
    Metrics expected = local();

    for (int batchSize : new int[] {1, 42, 1000}) {
      requireEqual(distributed(2, batchSize), expected);
    }
  }

  @Test
  void judgesMoreShardsThanThereAreExamples() {
    requireEqual(distributed(EXAMPLES + 2, 8), local());
  }

  @Test
  void givesEqualScoresToTheBitEachTime() {
    assertThat(distributed(3, 8).scores()).isEqualTo(distributed(3, 8).scores());
  }

  @Test
  void leavesTheNetworkAlone() {
    INDArray before = network.params().dup();

    distributed(2, 8);

    assertThat(network.params()).isEqualTo(before);
  }

  private Metrics distributed(int shards, int batchSize) {
    // Two blocks and a bit in the only shard, one in each of seven.
    ShardStorage storage =
        new ShardStorage(
            new ExampleCodec(workload.metadataDecoder()), 8 * EXAMPLES / 3, Storage.MEMORY, 1000);
    Shards dealt =
        Shards.of(SparkForTests.context().parallelize(examples, 4), EXAMPLES, shards, storage);
    return new Evaluator(SparkForTests.context(), workload.batcher(List.of()), batchSize)
        .evaluate(network, dealt, workload.testMetrics(List.of()));
  }

  private Metrics local() {
    DataSet all = workload.batcher(List.of()).minibatch(examples);
    float[][] outputs =
        network.output(all.getFeatures(), false, all.getFeaturesMaskArray(), null).toFloatMatrix();
    Metrics metrics = workload.testMetrics(List.of()).create();
    for (int i = 0; i < EXAMPLES; i++) {
      metrics.add(i, examples.get(i).targets(), outputs[i]);
    }
    return metrics;
  }

  /**
   * Sums of doubles are taken in another order; products of matrices of other sizes round apart.
   */
  private static void requireEqual(Metrics metrics, Metrics expected) {
    List<Score> scores = metrics.scores().all();
    assertThat(scores).extracting(Score::name).contains("loss", "accuracy");
    for (int i = 0; i < scores.size(); i++) {
      assertThat(scores.get(i).name()).isEqualTo(expected.scores().all().get(i).name());
      assertThat(scores.get(i).value())
          .as(scores.get(i).name())
          .isCloseTo(expected.scores().all().get(i).value(), within(1e-6));
    }
  }

  private static List<Example> examples() {
    Random random = new Random(5);
    List<Example> made = new ArrayList<>();
    for (int index = 0; index < EXAMPLES; index++) {
      float[] ids = new float[6];
      for (int step = random.nextInt(5); step < ids.length; step++) {
        ids[step] = 4 + random.nextInt(26);
      }
      made.add(new Example(index, ids, new float[] {random.nextInt(2)}));
    }
    return made;
  }
}
