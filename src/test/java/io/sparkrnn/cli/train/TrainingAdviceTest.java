package io.sparkrnn.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.baseline.BaselineComparison;
import io.sparkrnn.eval.ModelComparison;
import io.sparkrnn.eval.PairedCounts;
import io.sparkrnn.train.AveragingStatistics;
import io.sparkrnn.train.EpochLedger;
import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.train.ShardTimes;
import io.sparkrnn.train.TrainingPlan;
import io.sparkrnn.workload.Advice;
import io.sparkrnn.workload.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainingAdviceTest {

  private static EpochRecord epoch(int number, Scores training, Scores validation) {
    return new EpochRecord(
        number,
        training,
        validation,
        0.001,
        1,
        1,
        new AveragingStatistics(1, 0, 0),
        new ShardTimes(1, 1, 0, "driver"),
        new EpochLedger(number, List.of()));
  }

  private static Optional<Advice> stillFalling(int planned, double... losses) {
    List<EpochRecord> history = new ArrayList<>();
    for (double loss : losses) {
      history.add(epoch(history.size() + 1, Scores.empty(), Scores.empty().with("loss", loss)));
    }
    return TrainingAdvice.stillFalling(new TrainingPlan(planned, 2, 800, 200, 50, 4), history);
  }

  @Test
  void aLossThatWasStillFallingAsksForMoreEpochs() {
    assertThat(stillFalling(3, 0.69, 0.6, 0.54))
        .contains(
            new Advice(
                "training.epochs",
                "The validation loss was still falling when training ended, from 0.6000 to 0.5400"
                    + " in epoch 3. Try training.epochs = 6."));
    assertThat(stillFalling(3, 0.69, 0.6, 0.541)).as("by less than a tenth").isEmpty();
    assertThat(stillFalling(3, 0.4, 0.6, 0.5)).as("not the best epoch").isEmpty();
    assertThat(stillFalling(5, 0.69, 0.6, 0.5)).as("stopped early").isEmpty();
    assertThat(stillFalling(1, 0.69)).isEmpty();
    assertThat(
            TrainingAdvice.stillFalling(
                new TrainingPlan(2, 2, 800, 0, 50, 4),
                List.of(
                    epoch(1, Scores.empty(), Scores.empty()),
                    epoch(2, Scores.empty(), Scores.empty()))))
        .as("no validation split")
        .isEmpty();
  }

  private static Optional<Advice> below(double training, double validation, Advice... before) {
    BaselineComparison linear =
        new BaselineComparison(
            new ModelComparison(
                "a linear model",
                Scores.empty(),
                Scores.empty(),
                new PairedCounts(700, 20, 60, 220)),
            800,
            0.1);
    return TrainingAdvice.belowBaseline(
        linear,
        epoch(
            1,
            Scores.empty().with("accuracy", training),
            Scores.empty().with("accuracy", validation)),
        Optional.of(List.of(before)).filter(all -> !all.isEmpty()).map(all -> all.get(0)));
  }

  @Test
  void aBeatenNetworkThatOverfitsNeedsDropout() {
    Advice advice = below(0.98, 0.73).orElseThrow();
    assertThat(advice.key()).isEqualTo("model.output-dropout");
    assertThat(advice.message())
        .startsWith(
            "The linear model is more accurate than the network (76.00 % beside 72.00 %). The network"
                + " overfits: its accuracy is 98.0 % on the training split and 73.0 % on the"
                + " validation split. Try a higher");
  }

  @Test
  void aBeatenNetworkThatHasNotLearntNeedsLargerSteps() {
    assertThat(below(0.75, 0.73))
        .hasValueSatisfying(advice -> assertThat(advice.key()).isEqualTo("training.learning-rate"));
    assertThat(below(0.75, 0.73, new Advice("training.epochs", "more")))
        .as("epochs come first")
        .isEmpty();
  }
}
