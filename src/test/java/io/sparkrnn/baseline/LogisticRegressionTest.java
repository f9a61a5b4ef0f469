package io.sparkrnn.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.baseline.LogisticRegression.Fitted;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {

  /** So weak a penalty that it does not show. */
  private static final double HUGE = 1e6;

  private static LinearModel plain(BagExamples examples, double strength) {
    return new LogisticRegression(LogisticRegressionTest::ones, () -> {})
        .fit(examples, strength, LogisticRegression.start(examples))
        .model();
  }

  private static double[] ones(BagExamples examples) {
    double[] ones = new double[examples.ids() * examples.outputs()];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** A bag with the id 0 as often as {@code labels} has labels. */
  private static BagExamples withAndWithout(int outputs, int[] with, int[] without) {
    int[][] bags =
        IntStream.range(0, with.length + without.length)
            .mapToObj(i -> i < with.length ? new int[] {0} : new int[0])
            .toArray(int[][]::new);
    int[] labels = IntStream.concat(Arrays.stream(with), Arrays.stream(without)).toArray();
    return new BagExamples(bags, labels, 1, outputs);
  }

  @Test
  void oneIdGivesTheLogOddsOfItsExamples() {
    LinearModel model =
        plain(withAndWithout(1, new int[] {1, 1, 1, 0}, new int[] {1, 0, 0, 0, 0, 0}), HUGE);

    assertThat(model.intercept(0)).isCloseTo(Math.log(1 / 5.0), within(0.01));
    assertThat(model.coefficient(0, 0)).isCloseTo(Math.log(3) - Math.log(1 / 5.0), within(0.01));
    assertThat(model.probabilities(new int[] {0})[0]).isCloseTo(0.75f, within(0.001f));
    assertThat(model.probabilities(new int[0])[0]).isCloseTo(1 / 6f, within(0.001f));
  }

  @Test
  void oneIdGivesTheSharesOfSeveralClasses() {
    LinearModel model =
        plain(withAndWithout(3, new int[] {0, 0, 1, 2}, new int[] {0, 1, 1, 1, 2}), HUGE);

    float[] with = model.probabilities(new int[] {0});
    float[] without = model.probabilities(new int[0]);
    assertThat(with).containsExactly(new float[] {0.5f, 0.25f, 0.25f}, within(0.001f));
    assertThat(without).containsExactly(new float[] {0.2f, 0.6f, 0.2f}, within(0.001f));
  }

  @Test
  void separatesWhatCanBeSeparated() {
    BagExamples examples =
        new BagExamples(
            new int[][] {{1, 3}, {1}, {1, 4}, {2, 3}, {2}, {2, 4}},
            new int[] {1, 1, 1, 0, 0, 0},
            5,
            1);

    LinearModel model =
        new LogisticRegression(() -> {})
            .fit(examples, 1, LogisticRegression.start(examples))
            .model();

    for (int i = 0; i < examples.size(); i++) {
      assertThat(model.probabilities(examples.bags()[i])[0] > 0.5f)
          .isEqualTo(examples.labels()[i] == 1);
    }
    assertThat(model.coefficient(1, 0))
        .isPositive()
        .isCloseTo(-model.coefficient(2, 0), within(1e-3));
    // Both classes have as much of these, and none has the id 0.
    assertThat(model.coefficient(3, 0)).isCloseTo(0, within(1e-3));
    assertThat(model.coefficient(0, 0)).isZero();
  }

  /** At the minimum the gradient is 0: a coefficient is C r^2 times the sum of what is missing. */
  @Test
  void noisyExamplesAreFittedToTheMinimum() {
    for (int outputs : new int[] {1, 3}) {
      BagExamples examples = noisy(400, outputs, 7);
      double strength = 0.5;
      LinearModel model =
          new LogisticRegression(() -> {})
              .fit(examples, strength, LogisticRegression.start(examples))
              .model();

      double[] ratios = LogCountRatios.of(examples);
      for (int output = 0; output < outputs; output++) {
        double[] missing = new double[examples.ids()];
        for (int i = 0; i < examples.size(); i++) {
          float[] probabilities = model.probabilities(examples.bags()[i]);
          for (int id : examples.bags()[i]) {
            missing[id] += (examples.isTarget(i, output) ? 1 : 0) - probabilities[output];
          }
        }
        for (int id = 0; id < examples.ids(); id++) {
          double ratio = ratios[id * outputs + output];
          assertThat(model.coefficient(id, output))
              .as("id %d, output %d of %d", id, output, outputs)
              .isCloseTo(strength * ratio * ratio * missing[id], within(0.02));
        }
      }
    }
  }

  @Test
  void theValidationSplitDecidesHowStrongThePenaltyIs() {
    BagExamples noise = noise(120, 1);
    BagExamples clear =
        new BagExamples(new int[][] {{0}, {0}, {1}, {1}}, new int[] {1, 1, 0, 0}, 2, 1);
    LogisticRegression regression = new LogisticRegression(() -> {});

    assertThat(regression.choose(noise, noise(400, 2), noise).strength()).isEqualTo(0.01);
    assertThat(regression.choose(clear, clear, clear).strength()).isEqualTo(3);
    assertThat(regression.choose(clear, clear.range(0, 0), clear).strength()).isEqualTo(0.1);
  }

  @Test
  void theChosenPenaltyIsUsedOnAllExamples() {
    BagExamples all = noisy(500, 1, 3);
    BagExamples training = all.range(0, 400);
    LogisticRegression regression = new LogisticRegression(() -> {});

    Fitted fitted = regression.choose(training, all.range(400, 500), all);
    LinearModel direct =
        regression.fit(all, fitted.strength(), LogisticRegression.start(all)).model();

    for (int id = 0; id < all.ids(); id++) {
      assertThat(fitted.model().coefficient(id, 0))
          .isCloseTo(direct.coefficient(id, 0), within(0.01));
    }
  }

  @Test
  void oneClassAloneStaysFinite() {
    LinearModel model = plain(withAndWithout(1, new int[] {1, 1}, new int[] {1}), 1);
    LinearModel ofThree = plain(withAndWithout(3, new int[] {1, 1}, new int[] {1}), 1);

    assertThat(model.probabilities(new int[] {0})[0]).isBetween(0.9f, 1f);
    assertThat(model.intercept(0)).isFinite();
    assertThat(ofThree.probabilities(new int[0])[1]).isBetween(0.8f, 1f);
  }

  @Test
  void idsBeyondTheLastThatCountsAreLeftOut() {
    BagExamples examples = withAndWithout(1, new int[] {1, 1, 0}, new int[] {0, 0, 1});
    BagExamples more =
        new BagExamples(
            Arrays.stream(examples.bags())
                .map(bag -> IntStream.concat(Arrays.stream(bag), IntStream.of(9)).toArray())
                .toArray(int[][]::new),
            examples.labels(),
            1,
            1);

    assertThat(plain(more, 1).coefficient(0, 0)).isEqualTo(plain(examples, 1).coefficient(0, 0));
    assertThat(plain(more, 1).probabilities(new int[] {0, 9}))
        .isEqualTo(plain(examples, 1).probabilities(new int[] {0}));
  }

  /** Twenty ids that say nothing about the label. */
  private static BagExamples noise(int count, long seed) {
    return new BagExamples(
        noisy(count, 1, seed).bags(), noisy(count, 1, seed + 100).labels(), 20, 1);
  }

  /** Twenty ids, of which the first ten speak for one class each, but not always. */
  private static BagExamples noisy(int count, int outputs, long seed) {
    Random random = new Random(seed);
    int classes = Math.max(2, outputs);
    int[][] bags = new int[count][];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      int label = random.nextInt(classes);
      labels[i] = label;
      bags[i] =
          IntStream.range(0, 20)
              .filter(
                  id ->
                      random.nextDouble()
                          < (id < 10 && id % classes == label ? 0.45 : id < 10 ? 0.25 : 0.3))
              .toArray();
    }
    return new BagExamples(bags, labels, 20, outputs);
  }
}
