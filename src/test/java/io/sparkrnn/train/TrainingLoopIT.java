package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.config.TrainingSettings.Optimizer;
import io.sparkrnn.error.TrainingFailedException;
import io.sparkrnn.nn.ParameterHash;
import io.sparkrnn.nn.TrainingLength;
import io.sparkrnn.train.EpochLedger.ShardEntry;
import io.sparkrnn.train.TinyTraining.Result;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.apache.spark.TaskContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class TrainingLoopIT {

  private static final String[] DROPOUT = {
    "model.input-dropout=0.3", "model.output-dropout=0.4", "model.word-dropout=0.3"
  };

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 0", "3, 0", "1, 2", "2, 1", "2, 2", "3, 1", "3, 2", "3, 2147483647"})
  void usesEveryExampleOfUnevenShardsOnceAnEpoch(int replicas, int everyBatches) {
    Result result = TinyTraining.of(25, replicas, "averaging.every-batches=" + everyBatches).run();

    assertThat(result.history()).extracting(EpochRecord::epoch).containsExactly(1, 2);
    for (EpochRecord epoch : result.history()) {
      EpochLedger ledger = epoch.ledger();
      assertThat(ledger.complete()).isTrue();
      assertThat(List.of(ledger.given(), ledger.used(), ledger.dropped()))
          .containsExactly(25L, 25L, 0L);
      assertThat(ledger.shards()).extracting(ShardEntry::shard).hasSize(replicas);
      for (ShardEntry shard : ledger.shards()) {
        assertThat(shard.used()).isEqualTo(25 / replicas + (shard.shard() < 25 % replicas ? 1 : 0));
      }
      assertThat(epoch.training().value("loss")).isBetween(0.1, 1.5);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // The last batch of a shard is short; a shard has one batch fewer than another; a shard has no
    // batch in one of the rounds.
    "23, 1, 0",
    "23, 2, 0",
    "23, 3, 0",
    "25, 2, 0",
    "25, 2, 2",
    "25, 2, 1",
    "25, 3, 1",
    "23, 2, 1"
  })
  void isTheMeanOfReplicasTrainedApart(int examples, int replicas, int everyBatches) {
    TinyTraining training =
        TinyTraining.of(
            examples,
            replicas,
            "training.warm-up-examples=15",
            "averaging.every-batches=" + everyBatches);

    MultiLayerNetwork expected = training.byHand().network();
    MultiLayerNetwork trained = training.run().network();

    assertThat(trained.params().distance2(expected.params())).isLessThan(1e-5);
    assertThat(
            trained
                .getUpdater()
                .getStateViewArray()
                .distance2(expected.getUpdater().getStateViewArray()))
        .isLessThan(1e-5);
    assertThat(trained.params().distance2(training.start().params())).isGreaterThan(0.01);
    assertThat(expected.getUpdater().getStateViewArray().norm2Number().doubleValue()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(Optimizer.class)
  void averagesWhateverStateTheUpdaterHas(Optimizer optimizer) {
    TinyTraining training =
        TinyTraining.of(
            25,
            2,
            "averaging.every-batches=2",
            "training.optimizer=" + optimizer.name().toLowerCase(Locale.ROOT));

    INDArray trained = training.run().network().params();

    assertThat(trained.distance2(training.byHand().network().params())).isLessThan(1e-5);
    assertThat(trained.distance2(training.start().params())).isGreaterThan(0.001);
  }

  /** By the fused layer's Adam, held against DL4J's. */
  @ParameterizedTest
  @ValueSource(strings = {"0.9", "0.99"})
  void forgetsSquaredGradientsAsTold(String beta2) {
    String often = "averaging.every-batches=1";
    TinyTraining training = TinyTraining.of(25, 2, often, "training.adam-beta2=" + beta2);

    INDArray trained = training.run().network().params();

    assertThat(trained.distance2(training.byHand().network().params())).isLessThan(1e-5);
    assertThat(trained.distance2(TinyTraining.of(25, 2, often).run().network().params()))
        .isGreaterThan(1e-4);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 0", "3, 0", "2, 1", "3, 2"})
  void usesEveryExampleOnceInBucketsToo(int replicas, int everyBatches) {
    String[] bucketed = {
      "training.batching=bucketed",
      "averaging.every-batches=" + everyBatches,
      "training.batch-size=2"
    };
    Result result = TinyTraining.of(101, replicas, bucketed).run();

    assertThat(result.history()).hasSize(2).allMatch(epoch -> epoch.ledger().complete());
    assertThat(ParameterHash.sha256(TinyTraining.of(101, replicas, bucketed).run().network()))
        .isEqualTo(ParameterHash.sha256(result.network()));
  }

  @Test
  void isTheSameToTheBitForTheSameSeedOnly() {
    String first = hash("seed=42");

    for (int again = 0; again < 3; again++) {
      assertThat(hash("seed=42")).isEqualTo(first);
    }
    assertThat(hash("seed=43")).isNotEqualTo(first);
  }

  @Test
  void dropsUnitsAndWordsInTraining() {
    Result plain = TinyTraining.of(24, 2).run();

    for (String dropout : DROPOUT) {
      Result dropping = TinyTraining.of(24, 2, dropout).run();
      assertThat(ParameterHash.sha256(dropping.network()))
          .as(dropout)
          .isNotEqualTo(ParameterHash.sha256(plain.network()));
    }
  }

  /** The loss of targets between 0 and 1 has a floor, but accuracy is still that of the labels. */
  @Test
  void judgesAccuracyByTheTrueLabels() {
    Result result =
        TinyTraining.of(
                200,
                2,
                "training.epochs=15",
                "training.learning-rate=0.05",
                "training.label-smoothing=0.4")
            .run();

    Scores last = result.history().get(14).training();
    assertThat(last.value("accuracy")).isGreaterThan(0.9);
    assertThat(last.value("loss")).isBetween(0.5004, 0.65);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "2"})
  void countsMinibatchesTruly(int everyBatches) {
    List<Integer> counts = new ArrayList<>();
    Result result =
        TinyTraining.of(25, 2, "averaging.every-batches=" + everyBatches)
            .run(
                new EpochListener() {
                  @Override
                  public void epochEnded(EpochRecord record, MultiLayerNetwork network) {
                    counts.add(network.getIterationCount());
                  }
                });

    assertThat(result.plan().batchesPerEpoch()).isEqualTo(4);
    assertThat(counts).containsExactly(4, 8);
    assertThat(result.network().getIterationCount()).isEqualTo(8);
    assertThat(result.network().getEpochCount()).isEqualTo(2);
  }

  @Test
  void tellsTheRateOfTheLastMinibatch() {
    Result result = TinyTraining.of(25, 2, "averaging.every-batches=1").run();

    assertThat(result.history().get(0).learningRate()).isCloseTo(0.01 * 5 / 8, within(1e-9));
    assertThat(result.history().get(1).learningRate()).isCloseTo(0.01 * 1 / 8, within(1e-9));
  }

  /** 25 examples, of which the larger shard has 13: four minibatches of 6.25 examples together. */
  @Test
  void countsTheExamplesOfAllReplicas() {
    Result result =
        TinyTraining.of(25, 2, "training.warm-up-examples=100", "averaging.every-batches=1").run();

    assertThat(result.plan().horizon()).isEqualTo(new TrainingLength(8, 6.25, 2));
    assertThat(result.history().get(0).learningRate())
        .isCloseTo(0.01 * 5 / 8 * 25 / 100, within(1e-9));
    assertThat(result.history().get(1).learningRate())
        .isCloseTo(0.01 * 1 / 8 * 50 / 100, within(1e-9));
  }

  @Test
  void learns() {
    Result result =
        TinyTraining.of(200, 2, "training.epochs=15", "training.learning-rate=0.05").run();

    assertThat(result.history().get(14).training().value("accuracy")).isGreaterThan(0.9);
  }

  @Test
  void stopsWhereParametersAreNoNumbers() {
    TinyTraining training =
        TinyTraining.of(
            40,
            2,
            "training.optimizer=sgd",
            "training.learning-rate=10",
            "training.learning-rate-schedule=constant",
            "training.clip-norm=0",
            "training.epochs=50",
            "model.activation=identity",
            "model.mask-padding=false");
    Batcher batcher = training.batcher();

    assertThatThrownBy(
            () ->
                training
                    .with(
                        examples -> {
                          var batch = batcher.minibatch(examples);
                          batch.getLabels().addi(1e30);
                          return batch;
                        })
                    .run())
        .isInstanceOf(TrainingFailedException.class)
        .hasMessageMatching(
            "training diverged in epoch 1: (the norm of the weights|the training loss) is (NaN|Infinity),"
                + " after 3 rollbacks to a lower learning rate \\(training.rollback.max-rollbacks = 3\\);"
                + " lower training.learning-rate or set training.clip-norm");
  }

  @Test
  void countsAReplicaThatWasTriedTwiceOnce() {
    TinyTraining training = TinyTraining.of(24, 2, DROPOUT);
    // Not in its first minibatch, so that the attempt has something to be counted.
    long late = training.batchOfFirstEpoch(1, 2).get(0);

    Result retried = training.with(new FailingOnce(training.batcher(), late)).run();

    assertThat(retried.history()).allMatch(epoch -> epoch.ledger().complete());
    Result untroubled = training.run();
    assertThat(ParameterHash.sha256(retried.network()))
        .isEqualTo(ParameterHash.sha256(untroubled.network()));
    assertThat(retried.history().get(1).training())
        .isEqualTo(untroubled.history().get(1).training());
  }

  @Test
  void tellsListenersInOrder() {
    List<String> heard = new ArrayList<>();
    TinyTraining.of(8, 2, "training.epochs=2")
        .run(
            new EpochListener() {
              @Override
              public void started(TrainingPlan plan) {
                heard.add("started " + plan.trainingExamples());
              }

              @Override
              public void epochStarted(int epoch) {
                heard.add("epoch " + epoch);
              }

              @Override
              public void epochEnded(EpochRecord record, MultiLayerNetwork network) {
                heard.add("ended " + record.epoch());
              }
            });

    assertThat(heard).containsExactly("started 8", "epoch 1", "ended 1", "epoch 2", "ended 2");
  }

  /** Fails in the first attempt at the minibatch that begins with an example. */
  private record FailingOnce(Batcher batcher, long example) implements Batcher {

    @Override
    public DataSet minibatch(List<Example> examples) {
      return batcher.minibatch(examples);
    }

    @Override
    public DataSet trainingMinibatch(
        List<Example> examples, double progress, RandomGenerator random) {
      if (TaskContext.get().attemptNumber() == 0 && examples.get(0).index() == example) {
        throw new IllegalStateException("this attempt is meant to fail");
      }
      return batcher.trainingMinibatch(examples, progress, random);
    }
  }

  private static String hash(String seed) {
    Result result =
        TinyTraining.of(
                50, 3, DROPOUT[0], DROPOUT[1], DROPOUT[2], "averaging.every-batches=2", seed)
            .run();
    return ParameterHash.sha256(result.network());
  }
}
