package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.config.FinishSettings;
import io.sparkrnn.config.FinishSettings.Keep;
import io.sparkrnn.config.FinishSettings.WeightAveraging;
import io.sparkrnn.workload.Scores;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BestModelTrackerTest {

  private final MultiLayerNetwork network = network();

  @Test
  void keepsTheLowestLossAndTheFirstOfEqualOnes() {
    BestModelTracker tracker = tracker(Keep.BEST, 0);
    add(tracker, 0.6, 0.4, 0.5, 0.4, 0.7);

    assertThat(tracker.choose(network)).isEqualTo(2);
    assertThat(network.params().getFloat(0)).isEqualTo(2);
    assertThat(tracker.exhausted()).isFalse();
  }

  @Test
  void keepsTheLastWhereToldSo() {
    BestModelTracker tracker = tracker(Keep.LAST, 0);
    add(tracker, 0.4, 0.5, 0.6);

    assertThat(tracker.choose(network)).isEqualTo(3);
    assertThat(network.params().getFloat(0)).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"1, 4", "2, 5", "3, 9"})
  void isExhaustedAfterSoManyEpochsWithoutALowerLoss(int patience, int epoch) {
    BestModelTracker tracker = tracker(Keep.LAST, patience);
    double[] losses = {0.9, 0.8, 0.7, 0.7, 0.75, 0.6, 0.65, 0.61, 0.6};
    // With 3 the sixth comes in time, and the ninth is no lower than it.
    for (int at = 1; at <= epoch; at++) {
      assertThat(tracker.exhausted()).as("before epoch %d", at).isFalse();
      tracker.add(at, loss(losses[at - 1]), network);
    }
    assertThat(tracker.exhausted()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Keep.class)
  void takesNoLossThatIsNoNumberForTheBest(Keep keep) {
    BestModelTracker tracker = tracker(keep, 2);
    add(tracker, 0.6, Double.NaN);
    assertThat(tracker.exhausted()).isFalse();
    tracker.add(3, loss(Double.POSITIVE_INFINITY), network);

    assertThat(tracker.exhausted()).isTrue();
    assertThat(tracker.choose(network)).isEqualTo(keep == Keep.BEST ? 1 : 3);
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity"})
  void takesTheFirstWhereNoLossIsANumber(double none) {
    BestModelTracker tracker = tracker(Keep.BEST, 0);
    add(tracker, none, none);

    assertThat(tracker.choose(network)).isEqualTo(1);
    assertThat(network.params().getFloat(0)).isEqualTo(1);
  }

  @Test
  void takesTheFirstNumberAfterALossThatIsNone() {
    BestModelTracker tracker = tracker(Keep.BEST, 0);
    add(tracker, Double.NaN, 0.9, 0.95);

    assertThat(tracker.choose(network)).isEqualTo(2);
  }

  @Test
  void takesEveryEpochForTheBestWithoutValidation() {
    BestModelTracker tracker = tracker(Keep.BEST, 1);
    for (int epoch = 1; epoch <= 3; epoch++) {
      network.params().assign(epoch);
      tracker.add(epoch, Scores.empty(), network);
      assertThat(tracker.exhausted()).isFalse();
    }
    network.params().assign(7);

    assertThat(tracker.choose(network)).isEqualTo(3);
    assertThat(network.params().getFloat(0)).isEqualTo(3);
  }

  /** An epoch for each loss, after which every weight is the epoch's number. */
  private void add(BestModelTracker tracker, double... losses) {
    for (int epoch = 1; epoch <= losses.length; epoch++) {
      network.params().assign(epoch);
      tracker.add(epoch, loss(losses[epoch - 1]), network);
    }
  }

  private static Scores loss(double value) {
    return Scores.empty().with("loss", value).with("accuracy", 1 - value);
  }

  private static BestModelTracker tracker(Keep keep, int patience) {
    return new BestModelTracker(
        new FinishSettings(patience, keep, WeightAveraging.NONE, 0.5, 1, false));
  }

  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new OutputLayer.Builder().nIn(2).nOut(2).build())
                .build());
    network.init();
    return network;
  }
}
