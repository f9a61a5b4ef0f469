package io.sparkrnn.workload.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.forecast.ForecastSettings.Scaling;
import io.sparkrnn.workload.forecast.ForecastSettings.Target;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import scala.Tuple2;

/** Windows: what the network sees of them, and what they hold of the series. */
class WindowsTest {

  private static final List<ColumnScale> AS_IT_IS = List.of(ColumnScale.NONE);

  private static WindowTransform raw(int window, int difference) {
    return new WindowTransform(window, 1, difference, Target.VALUE, Scaling.NONE, false);
  }

  private static Series count(int length) {
    double[][] values = new double[length][];
    for (int step = 0; step < length; step++) {
      values[step] = new double[] {step};
    }
    return new Series("s", values, TimeGrid.ofRows(), 0);
  }

  private static List<Example> examples(java.util.Iterator<Tuple2<Long, Example>> keyed) {
    List<Example> examples = new ArrayList<>();
    keyed.forEachRemaining(one -> examples.add(one._2()));
    return examples;
  }

  private static ForecastTargets outlook(Example example) {
    return ForecastTargets.of(example);
  }

  @Test
  void theNetworkMaySeeDifferences() {
    WindowTransform.NetworkInput seen = raw(2, 2).apply(new float[] {1, 2, 4, 8});

    assertThat(seen.inputs()[0]).containsExactly(3, 6);
    assertThat(seen.label(0, 16)).isEqualTo(12);
    assertThat(seen.next(0, 12)).isEqualTo(16);
  }

  @Test
  void theOutputMayBeTheChangeOfTheInput() {
    WindowTransform values = new WindowTransform(4, 1, 0, Target.CHANGE, Scaling.STANDARD, true);
    WindowTransform.NetworkInput seen = values.apply(new float[] {1, 3, 1, 3});
    WindowTransform.NetworkInput differences =
        new WindowTransform(2, 1, 2, Target.CHANGE, Scaling.NONE, false)
            .apply(new float[] {1, 2, 4, 8});

    assertThat(seen.inputs()[0]).containsExactly(-1, 1, -1, 1);
    assertThat(seen.label(0, 4)).isEqualTo(1);
    assertThat(seen.next(0, 0)).isEqualTo(3);
    assertThat(seen.next(0, 1)).isEqualTo(4);
    // The last difference was 6, the next one is 12.
    assertThat(differences.label(0, 16)).isEqualTo(6);
    assertThat(differences.next(0, 6)).isEqualTo(16);
  }

  @Test
  void aWindowMayHaveAScaleOfItsOwn() {
    WindowTransform transform = new WindowTransform(4, 1, 0, Target.VALUE, Scaling.STANDARD, true);

    WindowTransform.NetworkInput seen = transform.apply(new float[] {1, 3, 1, 3});
    WindowTransform.NetworkInput moved = transform.apply(new float[] {1001, 1021, 1001, 1021});

    assertThat(seen.inputs()[0]).containsExactly(-1, 1, -1, 1);
    assertThat(moved.inputs()[0]).containsExactly(-1, 1, -1, 1);
    assertThat(seen.label(0, 4)).isEqualTo(2);
    assertThat(moved.next(0, 2)).isEqualTo(1031);
  }

  @Test
  void aWindowThatStandsStillIsNotBlownUp() {
    WindowTransform transform = new WindowTransform(2, 1, 0, Target.VALUE, Scaling.STANDARD, true);

    WindowTransform.NetworkInput seen = transform.apply(new float[] {0.5f, 0.5f});

    assertThat(seen.inputs()[0]).containsExactly(0, 0);
    assertThat(seen.label(0, 0.501f)).isCloseTo(1, within(1e-3f));
  }

  @Test
  void columnsLieOneAfterTheOtherInAMinibatch() {
    WindowTransform transform = new WindowTransform(2, 2, 0, Target.VALUE, Scaling.NONE, false);
    Example example = new Example(0, new float[] {1, 10, 2, 20}, new float[] {3, 30, 99});

    INDArray features = new WindowBatcher(transform).minibatch(List.of(example)).getFeatures();

    assertThat(features.shape()).containsExactly(1, 2, 2);
    assertThat(features.dup('c').data().asFloat()).containsExactly(1, 2, 10, 20);
    assertThat(
            new WindowBatcher(transform)
                .minibatch(List.of(example))
                .getLabels()
                .dup('c')
                .data()
                .asFloat())
        .containsExactly(3, 30);
    assertThat(transform.shifted(example.features(), new float[] {3, 30}))
        .containsExactly(2, 20, 3, 30);
  }

  /** 20 steps, the last 5 of them for the test; windows of 3. */
  @Test
  void noTrainingWindowKnowsTheTest() {
    SeriesExamples maker = new SeriesExamples(raw(3, 0), 4, 2, 3);
    SeriesSplits parts = new SeriesSplits(0, 12, 12, 15, 20);

    List<Example> train = examples(maker.training(count(20), parts, AS_IT_IS));
    List<Example> test = examples(maker.testing(count(20), parts, AS_IT_IS));

    assertThat(train).hasSize(12);
    assertThat(train.get(0).features()).containsExactly(0, 1, 2);
    assertThat(train.get(0).targets()[0]).isEqualTo(3);
    for (Example example : train) {
      for (float number : example.features()) {
        assertThat(number).isLessThan(15);
      }
      assertThat(example.targets()[0]).isLessThan(15);
      for (float number : outlook(example).truth()) {
        assertThat(Float.isNaN(number) || number < 15).isTrue();
      }
    }
    assertThat(test).extracting(one -> one.targets()[0]).containsExactly(15f, 16f, 17f, 18f, 19f);
    assertThat(test.get(0).features()).containsExactly(12, 13, 14);
  }

  @Test
  void anOutlookHasTheNaiveForecastsAndTheTruth() {
    SeriesExamples maker = new SeriesExamples(raw(3, 0), 4, 2, 3);

    List<Example> test =
        examples(maker.testing(count(20), new SeriesSplits(7, 12, 12, 15, 20), AS_IT_IS));

    ForecastTargets first = outlook(test.get(0));
    assertThat(first.last()).isEqualTo(14);
    assertThat(first.truth()).containsExactly(15, 16, 17, 18);
    assertThat(first.seasonal()).containsExactly(13, 14, 13, 14);
    assertThat(first.maseScale()).isEqualTo(2);
    assertThat(first.series()).isEqualTo(7);
    assertThat(first.step()).isEqualTo(15);
    assertThat(outlook(test.get(4)).truth()).containsExactly(19, Float.NaN, Float.NaN, Float.NaN);
    assertThat(ForecastTargets.decoded(first.encoded()).encoded()).isEqualTo(first.encoded());
    assertThatIllegalArgumentException().isThrownBy(() -> ForecastTargets.decoded(new float[7]));
  }

  /** Of 12 windows the last 3 validate: the first validation target is step 12. */
  @Test
  void scalesKnowNothingOfValidationAndTest() {
    SeriesSplits parts = new SeriesSplits(0, 12, 9, 15, 20);

    assertThat(parts.known(3)).isEqualTo(12);
    assertThat(parts.firstTested(3)).isEqualTo(15);
    assertThat(parts.testWindows(3)).isEqualTo(5);
    // Too short to learn from: what is before the test, or all there is.
    assertThat(new SeriesSplits(0, 0, 0, 2, 5).known(3)).isEqualTo(2);
    assertThat(new SeriesSplits(0, 0, 0, 2, 5).testWindows(3)).isEqualTo(2);
    assertThat(SeriesSplits.testStart(10, 0.25)).isEqualTo(7);
    assertThat(SeriesSplits.testStart(4, 0.01)).isEqualTo(3);
  }
}
