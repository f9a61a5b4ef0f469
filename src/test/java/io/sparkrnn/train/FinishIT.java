package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.nn.ParameterHash;
import io.sparkrnn.train.TinyTraining.Result;
import io.sparkrnn.workload.Scores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When training ends, and what it leaves. */
class FinishIT {

  @ParameterizedTest
  @CsvSource({"1, 4", "2, 5", "4, 8", "0, 8"})
  void stopsAfterSoManyEpochsWithoutALowerLoss(int patience, int epochs) {
    Result result =
        training("training.early-stopping-patience=" + patience)
            .run(losses(0.9, 0.8, 0.7, 0.75, 0.7, 0.71, 0.5, 0.6));

    // The third is the lowest but for the seventh, and the fifth is no lower.
    assertThat(result.history()).hasSize(epochs);
    assertThat(result.outcome().keptEpoch()).isEqualTo(epochs);
    assertThat(result.network().getEpochCount()).isEqualTo(epochs);
    assertThat(result.plan().epochs()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource({"none", "swa", "ema"})
  void leavesTheNetworkOfTheLowestLoss(String averaging) {
    Watching watching = new Watching();
    Result best =
        training(
                "training.keep=best",
                "training.early-stopping-patience=3",
                "training.weight-averaging.kind=" + averaging,
                "training.weight-averaging.from=0.2")
            .run(losses(0.9, 0.8, 0.6, 0.7, Double.NaN, 0.65), watching);

    assertThat(best.history()).hasSize(6);
    assertThat(best.outcome().keptEpoch()).isEqualTo(3);
    assertThat(best.outcome().kept().validation().value("loss")).isEqualTo(0.6);
    assertThat(watching.hashes).hasSize(6).doesNotHaveDuplicates();
    assertThat(ParameterHash.sha256(best.network())).isEqualTo(watching.hashes.get(2));
  }

  @Test
  void leavesTheLastUnlessToldOtherwise() {
    Watching watching = new Watching();
    Result last = training().run(losses(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8), watching);

    assertThat(last.outcome().keptEpoch()).isEqualTo(8);
    assertThat(ParameterHash.sha256(last.network())).isEqualTo(watching.hashes.get(7));
  }

  /**
   * Averages change no training, so the weights that it passes through are those of one without.
   */
  @ParameterizedTest
  @CsvSource({"swa, 0.5, 1", "swa, 0, 1", "ema, 0.3, 2", "ema, 0, 0.5"})
  void validatesAndLeavesTheMeanOfWeights(String kind, double from, double halfLife) {
    Watching plain = new Watching();
    training().run(losses(), plain);

    Watching averaged = new Watching();
    List<float[]> validated = new ArrayList<>();
    Result result =
        training(
                "training.weight-averaging.kind=" + kind,
                "training.weight-averaging.from=" + from,
                "training.weight-averaging.half-life=" + halfLife)
            .run(
                network -> {
                  validated.add(network.params().dup().data().asFloat());
                  return Scores.empty().with("loss", 0.5);
                },
                averaged);

    double[] mean = null;
    int count = 0;
    for (int epoch = 1; epoch <= 8; epoch++) {
      float[] passed = plain.weights.get(epoch - 1);
      double[] expected = new double[passed.length];
      if (epoch > from * 8) {
        count++;
        double part = kind.equals("swa") ? 1.0 / count : 1 - Math.pow(2, -1 / halfLife);
        for (int i = 0; i < passed.length; i++) {
          expected[i] = mean == null ? passed[i] : mean[i] + part * (passed[i] - mean[i]);
        }
        mean = expected;
      } else {
        Arrays.setAll(expected, i -> passed[i]);
      }
      assertThat(distance(validated.get(epoch - 1), expected))
          .as("epoch %d", epoch)
          .isLessThan(1e-5);
      assertThat(averaged.weights.get(epoch - 1)).containsExactly(validated.get(epoch - 1));
    }
    assertThat(result.network().params().dup().data().asFloat()).containsExactly(validated.get(7));
    assertThat(distance(plain.weights.get(7), mean)).isGreaterThan(1e-3);
    assertThat(result.network().getIterationCount()).isEqualTo(8 * 3);
  }

  /** Every round counts, and each epoch has two. */
  @Test
  void averagesTheWeightsOfRounds() {
    String[] rounds = {"averaging.every-batches=2", "training.weight-averaging.from=0.9"};
    List<String> hashes = new ArrayList<>();
    for (String kind : List.of("none", "swa")) {
      hashes.add(
          ParameterHash.sha256(
              training(rounds[0], rounds[1], "training.weight-averaging.kind=" + kind)
                  .run(losses())
                  .network()));
    }
    // After 0.9 of 8 epochs there are 7.5 and 8.
    assertThat(hashes.get(1)).isNotEqualTo(hashes.get(0));
    // After 0.95 there is the last round alone, whose mean is it.
    assertThat(
            ParameterHash.sha256(
                training(
                        rounds[0],
                        "training.weight-averaging.kind=swa",
                        "training.weight-averaging.from=0.95")
                    .run(losses())
                    .network()))
        .isEqualTo(hashes.get(0));
  }

  @Test
  void goesOnlyAsFarOnThePlanAsTold() {
    Training whole = training().training();
    Watching watching = new Watching();
    new TrainingLoop(whole, network -> Scores.empty(), List.of(watching))
        .run(8, Optional.empty(), Optional.empty());

    Training part = training().training();
    TrainingOutcome outcome =
        new TrainingLoop(part, network -> Scores.empty(), List.of())
            .run(3, Optional.empty(), Optional.empty())
            .outcome();

    assertThat(outcome.history()).extracting(EpochRecord::epoch).containsExactly(1, 2, 3);
    assertThat(outcome.keptEpoch()).isEqualTo(3);
    assertThat(ParameterHash.sha256(part.network())).isEqualTo(watching.hashes.get(2));
  }

  /** What listeners saw after each epoch. */
  private static final class Watching implements EpochListener {

    private final List<String> hashes = new ArrayList<>();
    private final List<float[]> weights = new ArrayList<>();

    @Override
    public void epochEnded(EpochRecord record, MultiLayerNetwork network) {
      hashes.add(ParameterHash.sha256(network));
      weights.add(network.params().dup().data().asFloat());
    }
  }

  /** 20 examples are trained on and 5 held out. */
  private static TinyTraining training(String... more) {
    List<String> settings =
        new ArrayList<>(List.of("training.epochs=8", "data.validation.fraction=0.2"));
    settings.addAll(List.of(more));
    return TinyTraining.of(25, 2, settings.toArray(String[]::new));
  }

  /** Validation losses, an epoch each; without any, there is no validation. */
  private static Function<MultiLayerNetwork, Scores> losses(double... losses) {
    Iterator<Double> left = Arrays.stream(losses).iterator();
    return network ->
        losses.length == 0 ? Scores.empty() : Scores.empty().with("loss", left.next());
  }

  private static double distance(float[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }
}
