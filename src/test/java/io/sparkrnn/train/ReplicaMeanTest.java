package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.config.AveragingSettings.Weighting;
import io.sparkrnn.nn.Weights;
import io.sparkrnn.train.SliceSum.Mean;
import io.sparkrnn.train.SliceSum.Slice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    List<Slice> shuffled = List.of(slice(2), slice(0), slice(1));
    Mean mean = mean(shuffled, weighting);

    assertThat(doubles(mean.parameters())).containsExactly(parameters, within(1e-6));
    assertThat(doubles(mean.updaterState())).containsExactly(mean(STATES, weights), within(1e-5));
    assertThat(mean.score()).isCloseTo(score, within(1e-12));
    // The mean square distance from any point is that from the mean, and the mean's from the point.
    assertThat(mean.squaredMove()).isCloseTo(squares + square(BEFORE, parameters), within(1e-5));
  }

  /** Float sums depend on their order: replicas are added by their numbers, however they come. */
  @Test
  void addsReplicasInTheirOrder() {
    List<Slice> slices = new ArrayList<>();
    float[] values = {1e8f, 1, -1e8f, 3, 1e-3f, 7e7f, -7e7f};
    float expected = values[0];
    for (int replica = 0; replica < values.length; replica++) {
      slices.add(slice(replica, weights(values[replica])));
      if (replica > 0) {
        expected += values[replica];
      }
    }
    for (int turn = 0; turn < 20; turn++) {
      Collections.shuffle(slices, new Random(turn));

      assertThat(mean(slices, Weighting.EXAMPLES).parameters().values())
          .containsExactly(expected / values.length);
    }
  }

  /** ND4J's in-place sum and quotient of whole vectors. */
  @Test
  void hasTheBitsOfASumOfWholeVectors() {
    for (int replicas : new int[] {2, 3, 7, 128}) {
      List<Slice> slices = new ArrayList<>();
      Random random = new Random(replicas);
      INDArray sum = null;
      for (int replica = 0; replica < replicas; replica++) {
        float[] values = new float[1000];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) random.nextGaussian();
        }
        slices.add(slice(replica, weights(values)));
        sum = sum == null ? row(values) : sum.addi(row(values));
      }

      assertThat(mean(slices, Weighting.EQUAL).parameters().values())
          .as("%d replicas", replicas)
          .containsExactly(sum.divi(replicas).data().asFloat());
    }
  }

  /** Nothing is rounded on the way, whatever the examples. */
  @ParameterizedTest
  @EnumSource(Weighting.class)
  void ofOneReplicaIsThatReplica(Weighting weighting) {
    float[] values = {0.1f, -0.0f, 1e-8f, 7};

    Mean mean = mean(List.of(slice(4, weights(values))), weighting);

    assertThat(mean.parameters().values()).containsExactly(values);
    assertThat(mean.updaterState()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"1, 5000000, 1", "128, 5000000, 128", "1024, 5000000, 152", "3, 151, 1"})
  void hasASliceForEachReplicaUnlessSlicesAreTiny(int replicas, long parameters, int slices) {
    assertThat(AveragingSlices.count(replicas, parameters)).isEqualTo(slices);
  }

  /** The mean of (6, 4) and (0, 4) is (3, 4), 5 away from the start and 3 from each. */
  @Test
  void divergenceIsTheSpreadRelativeToTheMovement() {
    assertThat(divergence(3, 5)).isEqualTo(0.6);
    assertThat(divergence(0, 0)).isZero();
    assertThat(divergence(1, 0)).isInfinite();
  }

  private static double divergence(double spread, double movement) {
    return new ReplicaMean(row(0), null, 0, movement, spread).divergence();
  }

  private static Mean mean(List<Slice> slices, Weighting weighting) {
    return SliceSum.mean(slices.iterator(), weighting).orElseThrow();
  }

  private static Slice slice(int replica) {
    return new Slice(
        3,
        replica,
        EXAMPLES[replica],
        SCORES[replica],
        Math.sqrt(square(BEFORE, doubles(weights(REPLICAS[replica])))),
        weights(REPLICAS[replica]),
        weights(STATES[replica]));
  }

  private static Slice slice(int replica, Weights parameters) {
    return new Slice(0, replica, 5, 1, 1, parameters, null);
  }

  private static double[] doubles(Weights weights) {
    return IntStream.range(0, weights.length()).mapToDouble(i -> weights.values()[i]).toArray();
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
