package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.config.AveragingSettings.Weighting;
import io.sparkrnn.nn.Weights;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ReplicaMeanTest {

  private static final float[] BEFORE = {1, 2, 3, -1};

  private static final float[][] REPLICAS = {{2, 2, 3, 0}, {0, 4, 3, -2}, {1.5f, 1, 7, -1}};
  private static final float[][] STATES = {{1, 10}, {2, 20}, {4, 60}};
  private static final double[] SCORES = {0.5, 0.75, 0.25};
  private static final long[] EXAMPLES = {30, 10, 20};

  @ParameterizedTest
  @EnumSource(Weighting.class)
  void isTheMeanAndToldHowFarReplicasLayApart(Weighting weighting) {
    double[] weights =
        weighting == Weighting.EQUAL ? new double[] {1, 1, 1} : new double[] {3, 1, 2};
    double[] parameters = mean(REPLICAS, weights);
    double squares = 0;
    double score = 0;
    double total = weights[0] + weights[1] + weights[2];
    for (int replica = 0; replica < 3; replica++) {
      squares += weights[replica] / total * square(REPLICAS[replica], parameters);
      score += weights[replica] / total * SCORES[replica];
    }

    try (ReplicaMean mean = new ReplicaMean(row(BEFORE), weighting)) {
      for (int replica = 0; replica < 3; replica++) {
        mean.add(result(replica));
        mean.add(new ReplicaWorker.Result(null, null, 0, 0));
      }
      mean.finish();

      assertThat(mean.replicas()).isEqualTo(3);
      assertThat(mean.parameters().data().asDouble()).containsExactly(parameters, within(1e-6));
      assertThat(mean.updaterState().data().asDouble())
          .containsExactly(mean(STATES, weights), within(1e-5));
      assertThat(mean.score()).isCloseTo(score, within(1e-12));
      assertThat(mean.movement()).isCloseTo(Math.sqrt(square(BEFORE, parameters)), within(1e-5));
      assertThat(mean.spread()).isCloseTo(Math.sqrt(squares), within(1e-5));
    }
  }

  /** The mean of (6, 4) and (0, 4) is (3, 4), 5 away from the start and 3 from each. */
  @Test
  void isSoInNumbers() {
    INDArray before = row(0, 0);
    try (ReplicaMean mean = new ReplicaMean(before, Weighting.EXAMPLES)) {
      mean.add(new ReplicaWorker.Result(weights(6, 4), null, 1, 5));
      mean.add(new ReplicaWorker.Result(weights(0, 4), null, 1, 5));
      mean.finish();

      assertThat(mean.parameters().data().asFloat()).containsExactly(3, 4);
      assertThat(mean.movement()).isEqualTo(5);
      assertThat(mean.spread()).isCloseTo(3, within(1e-6));
      assertThat(mean.updaterState()).isNull();
      assertThat(mean.divergence()).isCloseTo(0.6, within(1e-6));
    }
  }

  /** Nothing is rounded on the way, whatever the examples. */
  @ParameterizedTest
  @EnumSource(Weighting.class)
  void ofOneReplicaIsThatReplica(Weighting weighting) {
    try (ReplicaMean mean = new ReplicaMean(row(BEFORE), weighting)) {
      mean.add(new ReplicaWorker.Result(weights(0.1f, 0.3f, 1e-8f, 7), weights(0.7f), 0.5, 13));
      mean.finish();

      assertThat(mean.parameters().data().asFloat()).containsExactly(0.1f, 0.3f, 1e-8f, 7);
      assertThat(mean.updaterState().data().asFloat()).containsExactly(0.7f);
      assertThat(mean.spread()).isZero();
      assertThat(mean.divergence()).isZero();
    }
  }

  @Test
  void hasNoDivergenceWhereNobodyMoved() {
    try (ReplicaMean mean = new ReplicaMean(row(BEFORE), Weighting.EXAMPLES)) {
      List.of(3L, 5L)
          .forEach(seen -> mean.add(new ReplicaWorker.Result(weights(BEFORE), null, 0.5, seen)));
      mean.finish();

      assertThat(mean.movement()).isCloseTo(0, within(1e-6));
    }
    assertThat(ReplicaMean.divergence(0, 0)).isZero();
    assertThat(ReplicaMean.divergence(1, 0)).isInfinite();
    assertThat(ReplicaMean.divergence(1, 2)).isEqualTo(0.5);
  }

  @Test
  void leavesWhatItStartedFromAlone() {
    INDArray before = row(BEFORE);
    try (ReplicaMean mean = new ReplicaMean(before, Weighting.EXAMPLES)) {
      mean.add(result(0));
      mean.add(result(1));
      mean.finish();
    }
    assertThat(before.data().asFloat()).containsExactly(BEFORE);
  }

  private static ReplicaWorker.Result result(int replica) {
    return new ReplicaWorker.Result(
        weights(REPLICAS[replica]), weights(STATES[replica]), SCORES[replica], EXAMPLES[replica]);
  }

  private static double[] mean(float[][] rows, double[] weights) {
    double total = 0;
    double[] mean = new double[rows[0].length];
    for (int row = 0; row < rows.length; row++) {
      total += weights[row];
      for (int i = 0; i < mean.length; i++) {
        mean[i] += weights[row] * rows[row][i];
      }
    }
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= total;
    }
    return mean;
  }

  private static double square(float[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }

  private static Weights weights(float... values) {
    return Weights.copyOf(row(values));
  }

  private static INDArray row(float... values) {
    return Nd4j.create(values, new long[] {1, values.length}, 'c');
  }
}
