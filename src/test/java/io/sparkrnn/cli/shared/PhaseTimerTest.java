package io.sparkrnn.cli.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.cli.shared.PhaseTimer.Phase;
import io.sparkrnn.train.AveragingStatistics;
import io.sparkrnn.train.EpochLedger;
import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.train.ShardTimes;
import io.sparkrnn.workload.Scores;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;

class PhaseTimerTest {

  private final AtomicLong clock = new AtomicLong(5_000_000_000L);
  private final PhaseTimer phases = new PhaseTimer(clock::get, 3_000_000_000L);

  @Test
  void eachPhaseEndsWhereTheNextBegins() {
    pass(1_000);
    phases.begin(Phase.SPARK);
    pass(250);
    phases.begin(Phase.DATA);
    pass(40);

    assertThat(phases.seconds()).isEqualTo(Map.of("start", 3.0, "spark", 0.25));
    phases.end();
    assertThat(phases.seconds()).isEqualTo(Map.of("start", 3.0, "spark", 0.25, "data", 0.04));
    assertThat(phases.text()).isEqualTo("start: 3.0s - spark: 0.3s");
  }

  @Test
  void validationIsTakenOutOfTheEpochsItEnds() {
    for (int epoch = 1; epoch <= 2; epoch++) {
      phases.epochStarted(epoch);
      pass(10_000);
      phases.epochEnded(epoch(epoch, 1.5), network());
      pass(100);
    }
    phases.begin(Phase.TEST);

    assertThat(phases.seconds())
        .containsExactly(
            Map.entry("start", 2.0),
            Map.entry("training", 17.0),
            Map.entry("validation", 3.0),
            Map.entry("between_epochs", 0.2));
  }

  @Test
  void aProcessIsOlderThanItsPhases() {
    PhaseTimer own = PhaseTimer.ofProcess();
    own.begin(Phase.SPARK);

    assertThat(own.seconds().get("start")).isPositive();
  }

  private void pass(long milliseconds) {
    clock.addAndGet(milliseconds * 1_000_000);
  }

  private static MultiLayerNetwork network() {
    return new MultiLayerNetwork(
        new NeuralNetConfiguration.Builder()
            .list(new OutputLayer.Builder().nIn(1).nOut(2).build())
            .build());
  }

  private static EpochRecord epoch(int number, double validationSeconds) {
    return new EpochRecord(
        number,
        Scores.empty(),
        Scores.empty(),
        0.001,
        8.5,
        validationSeconds,
        new AveragingStatistics(1, 1, 0),
        new ShardTimes(1, 1, 0, "executor driver"),
        new EpochLedger(number, List.of()));
  }
}
