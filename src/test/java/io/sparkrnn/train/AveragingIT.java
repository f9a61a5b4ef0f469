package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.nn.ParameterHash;
import io.sparkrnn.train.TinyTraining.Result;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code averaging.*} makes of replicas, held against trainings without Spark. */
class AveragingIT {

  @ParameterizedTest
  @CsvSource({
    "25, 1, 2, adam, fused",
    "25, 2, 1, adam, fused",
    "23, 3, 1, adam, fused",
    "25, 2, 2, sgd, fused",
    "25, 3, 2, rmsprop, stock"
  })
  void momentumIsThatOfPlainArrays(
      int examples, int replicas, int everyBatches, String optimizer, String layer) {
    TinyTraining training =
        TinyTraining.of(
            examples,
            replicas,
            "averaging.strategy=momentum",
            "averaging.outer-momentum=0.7",
            "averaging.outer-learning-rate=0.9",
            "averaging.every-batches=" + everyBatches,
            "training.optimizer=" + optimizer,
            "model.layer=" + layer);

    MultiLayerNetwork expected = training.byHand().network();
    Result result = training.run();

    assertThat(distance(result.network(), expected)).isLessThan(1e-5);
    assertThat(result.history()).hasSize(2).allMatch(epoch -> epoch.ledger().complete());
    MultiLayerNetwork mean =
        TinyTraining.of(
                examples,
                replicas,
                "averaging.every-batches=" + everyBatches,
                "training.optimizer=" + optimizer,
                "model.layer=" + layer)
            .run()
            .network();
    assertThat(distance(result.network(), mean)).isGreaterThan(1e-3);
  }

  /** The larger shard has 13 examples and the smaller one 12: minibatches 4 4 4 1 and 4 4 4. */
  @Test
  void weighsReplicasByTheirExamplesOrAlike() {
    TinyTraining byExamples = TinyTraining.of(25, 2, "averaging.every-batches=2");
    TinyTraining alike =
        TinyTraining.of(25, 2, "averaging.every-batches=2", "averaging.weighting=equal");

    MultiLayerNetwork weighted = byExamples.run().network();
    MultiLayerNetwork equal = alike.run().network();

    assertThat(distance(weighted, byExamples.byHand().network())).isLessThan(1e-5);
    assertThat(distance(equal, alike.byHand().network())).isLessThan(1e-5);
    assertThat(distance(weighted, equal)).isGreaterThan(1e-4);
  }

  @ParameterizedTest
  @CsvSource({
    "mean, examples, 2, 1",
    "mean, equal, 3, 2",
    "mean, examples, 3, 0",
    "momentum, examples, 2, 2"
  })
  void tellsTheReplicaDivergence(
      String strategy, String weighting, int replicas, int everyBatches) {
    TinyTraining training =
        TinyTraining.of(
            25,
            replicas,
            "averaging.strategy=" + strategy,
            "averaging.outer-momentum=0.6",
            "averaging.weighting=" + weighting,
            "averaging.every-batches=" + everyBatches);

    List<Double> expected = training.byHand().divergences();
    List<EpochRecord> history = training.run().history();

    for (int epoch = 0; epoch < 2; epoch++) {
      assertThat(expected.get(epoch)).isPositive();
      assertThat(history.get(epoch).averaging().divergence())
          .isCloseTo(expected.get(epoch), within(1e-3 * expected.get(epoch)));
    }
  }

  @Test
  void aReplicaAloneDoesNotDiverge() {
    assertThat(TinyTraining.of(25, 1, "averaging.every-batches=2").run().history())
        .extracting(epoch -> epoch.averaging().divergence())
        .containsExactly(0.0, 0.0);
  }

  /**
   * Weights, twice as many moments of Adam, none of gradient descent, four bytes each, to every
   * replica and back.
   */
  @ParameterizedTest
  @CsvSource({"adam, 3", "rmsprop, 2", "sgd, 1"})
  void tellsTheBytesMoved(String optimizer, int vectors) {
    Result result =
        TinyTraining.of(25, 3, "averaging.every-batches=1", "training.optimizer=" + optimizer)
            .run();

    long parameters = 30 * 4 + (4 * 5 + 5 * 5 + 5) + (5 + 1);
    assertThat(result.network().numParams()).isEqualTo(parameters);
    // The largest shard has 9 examples, which are three minibatches.
    assertThat(result.history())
        .extracting(EpochRecord::averaging)
        .extracting(AveragingStatistics::rounds, AveragingStatistics::bytes)
        .containsOnly(tuple(3, 3 * 3 * 2 * vectors * 4 * parameters));
  }

  /** 176 parameters are one block of 256 values, and Adam's 352 moments are two. */
  @ParameterizedTest
  @CsvSource({"float16, 354, 708", "int8, 180, 356"})
  void tellsTheBytesOfFewerBits(String precision, long parameters, long state) {
    List<EpochRecord> history =
        TinyTraining.of(25, 3, "averaging.every-batches=1", "averaging.precision=" + precision)
            .run()
            .history();

    // Three rounds an epoch of three replicas, which are sent three vectors.
    assertThat(history)
        .extracting(epoch -> epoch.averaging().bytes())
        .containsOnly(3 * 3 * (3 * 4 * 176 + parameters + state));
  }

  @ParameterizedTest
  @CsvSource({"float16, adam, 0.002", "int8, adam, 0.05", "int8, sgd, 0.05", "int8, rmsprop, 0.1"})
  void fewerBitsChangeLittle(String precision, String optimizer, double most) {
    String[] settings = {
      "averaging.every-batches=2", "training.epochs=4", "training.optimizer=" + optimizer
    };
    TinyTraining full = TinyTraining.of(50, 3, settings);
    MultiLayerNetwork expected = full.run().network();

    MultiLayerNetwork network =
        TinyTraining.of(
                50, 3, settings[0], settings[1], settings[2], "averaging.precision=" + precision)
            .run()
            .network();

    double moved = distance(expected, full.start());
    assertThat(distance(network, expected)).isPositive().isLessThan(most * moved);
  }

  @ParameterizedTest
  @CsvSource({
    "adam, fused, 0",
    "adam, stock, 0",
    "sgd, fused, 2",
    "sgd, stock, 2",
    "rmsprop, fused, 1",
    "adam, fused, 1"
  })
  void dl4jGivesTheMeanOfEqualShards(String optimizer, String layer, int everyBatches) {
    String[] settings = {
      "averaging.strategy=dl4j",
      "training.optimizer=" + optimizer,
      "model.layer=" + layer,
      "averaging.every-batches=" + everyBatches
    };
    TinyTraining mean =
        TinyTraining.of(24, 2, settings[1], settings[2], settings[3], "averaging.strategy=mean");

    Result result = TinyTraining.of(24, 2, settings).run();

    assertThat(distance(result.network(), mean.run().network())).isLessThan(1e-5);
    assertThat(distance(result.network(), mean.start())).isGreaterThan(1e-3);
    assertThat(result.history()).hasSize(2).allMatch(epoch -> epoch.ledger().complete());
    assertThat(result.history()).allMatch(epoch -> Double.isNaN(epoch.averaging().divergence()));
  }

  /** Its mean does not count examples, whatever the setting says. */
  @Test
  void dl4jTakesReplicasAlike() {
    Result dl4j =
        TinyTraining.of(25, 2, "averaging.strategy=dl4j", "averaging.every-batches=2").run();
    MultiLayerNetwork alike =
        TinyTraining.of(25, 2, "averaging.weighting=equal", "averaging.every-batches=2")
            .run()
            .network();

    assertThat(distance(dl4j.network(), alike)).isLessThan(1e-5);
    assertThat(dl4j.history()).allMatch(epoch -> epoch.ledger().complete());
  }

  /** Two shards of 32 examples, eight minibatches each. */
  @ParameterizedTest
  @CsvSource({
    // 1, 2, 4, 8 minibatches in a round.
    "4, 1, 8, '8, 4, 2, 1'",
    "4, 8, 1, '1, 2, 4, 8'",
    // 0 and whatever is longer than the epoch are the epoch.
    "4, 1, 0, '8, 4, 2, 1'",
    "4, 0, 1, '1, 2, 4, 8'",
    "4, 1, 1000, '8, 4, 2, 1'",
    "4, 2147483647, 1, '1, 2, 4, 8'",
    "3, 2, 2, '4, 4, 4'",
    // 1, 2.83, 8: rounded to 3.
    "3, 1, 8, '8, 3, 1'",
    "2, 3, 5, '3, 2'",
    "1, 2, 8, '4'",
    "2, 0, 0, '1, 1'"
  })
  void followsASchedule(int epochs, int first, int last, String rounds) {
    Result result =
        TinyTraining.of(
                64,
                2,
                "averaging.strategy=schedule",
                "training.epochs=" + epochs,
                "averaging.every-batches=" + first,
                "averaging.last-every-batches=" + last)
            .run();

    assertThat(
            result.history().stream()
                .map(epoch -> String.valueOf(epoch.averaging().rounds()))
                .reduce((a, b) -> a + ", " + b))
        .contains(rounds);
    assertThat(result.history()).allMatch(epoch -> epoch.ledger().complete());
    assertThat(result.plan().averagings())
        .isEqualTo(result.history().stream().mapToInt(epoch -> epoch.averaging().rounds()).sum());
    assertThat(result.plan().batchesPerEpoch()).isEqualTo(8);
    assertThat(result.network().getIterationCount()).isEqualTo(8 * epochs);
  }

  @ParameterizedTest
  @CsvSource({"25, 2, 1, 3", "23, 3, 2, 1", "25, 3, 0, 1"})
  void isTheMeanOfReplicasTrainedApartOnAScheduleToo(
      int examples, int replicas, int first, int last) {
    TinyTraining training =
        TinyTraining.of(
            examples,
            replicas,
            "averaging.strategy=schedule",
            "training.epochs=3",
            "averaging.every-batches=" + first,
            "averaging.last-every-batches=" + last);

    assertThat(distance(training.run().network(), training.byHand().network())).isLessThan(1e-5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"swa", "ema"})
  void canBeRepeatedToTheBit(String averaging) {
    String first = hash(averaging, "seed=42");

    assertThat(hash(averaging, "seed=42")).isEqualTo(first);
    assertThat(hash(averaging, "seed=43")).isNotEqualTo(first);
  }

  private static String hash(String averaging, String seed) {
    return ParameterHash.sha256(
        TinyTraining.of(
                50,
                3,
                "averaging.strategy=momentum",
                "averaging.every-batches=1",
                "training.weight-averaging.kind=" + averaging,
                "model.word-dropout=0.3",
                "model.input-dropout=0.3",
                "model.output-dropout=0.4",
                "training.batching=bucketed",
                seed)
            .run()
            .network());
  }

  private static double distance(MultiLayerNetwork a, MultiLayerNetwork b) {
    return a.params().distance2(b.params());
  }
}
