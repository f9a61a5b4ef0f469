package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.config.AveragingSettings.Weighting;
import io.sparkrnn.nn.Weights;
import io.sparkrnn.train.LocalRound.Replica;
import io.sparkrnn.train.SliceSum.Mean;
import io.sparkrnn.train.SliceSum.Slice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LocalRoundTest {

  private static final int LENGTH = 5_000;
  private static final int REPLICAS = 9;

  private final LocalRound round = LocalRound.open(Weighting.EXAMPLES);

  @AfterEach
  void close() {
    round.close();
  }

  /** Some tasks run twice, and replica 4 has no minibatches. */
  @Test
  void hasTheBitsOfTheSumInOrderHoweverTasksEnd() {
    SliceSum ordered = new SliceSum(Weighting.EXAMPLES);
    for (int number = 0; number < REPLICAS; number++) {
      replica(number).map(Replica::whole).ifPresent(ordered::add);
    }
    List<Integer> ends =
        new ArrayList<>(IntStream.range(0, 2 * REPLICAS).mapToObj(i -> i % REPLICAS).toList());
    Collections.shuffle(ends, new Random(1));

    ends.forEach(number -> round.add(number, replica(number)));

    Mean mean = round.mean(REPLICAS).orElseThrow();
    Mean expected = ordered.mean().orElseThrow();
    assertThat(mean.parameters().values()).containsExactly(expected.parameters().values());
    assertThat(mean.updaterState().values()).containsExactly(expected.updaterState().values());
    assertThat(mean.score()).isEqualTo(expected.score());
    assertThat(mean.squaredMove()).isEqualTo(expected.squaredMove());
  }

  @Test
  void keepsOnlyReplicasThatWaitForALowerOne() {
    Replica zero = replica(0).orElseThrow();
    Replica one = replica(1).orElseThrow();
    Replica again = replica(1).orElseThrow();

    round.add(1, Optional.of(one));
    round.add(1, Optional.of(again));
    assertThat(again.parameters().wasClosed()).isTrue();
    assertThat(one.parameters().wasClosed()).isFalse();

    round.add(0, Optional.of(zero));
    assertThat(zero.parameters().wasClosed()).isTrue();
    assertThat(one.parameters().wasClosed()).isTrue();
    assertThat(one.updaterState().orElseThrow().wasClosed()).isTrue();
  }

  @Test
  void endsWithItsJob() {
    Replica late = replica(1).orElseThrow();
    Replica later = replica(2).orElseThrow();
    round.add(1, Optional.of(late));
    assertThat(LocalRound.find(round.number())).containsSame(round);

    round.close();
    round.add(2, Optional.of(later));

    assertThat(late.parameters().wasClosed()).isTrue();
    assertThat(later.parameters().wasClosed()).isTrue();
    assertThat(LocalRound.find(round.number())).isEmpty();
    assertThat(LocalRound.find(LocalRound.NONE)).isEmpty();
  }

  @Test
  void hasNoMeanWhileAReplicaIsMissing() {
    round.add(1, replica(1));

    assertThatThrownBy(() -> round.mean(2)).hasMessage("0 of 2 replicas were added");
    round.add(0, Optional.empty());
    assertThat(round.mean(2)).isPresent();
  }

  @Test
  void hasNoMeanWithoutMinibatches() {
    round.add(1, Optional.empty());
    round.add(0, Optional.empty());

    assertThat(round.mean(2)).isEmpty();
  }

  private static Optional<Replica> replica(int number) {
    if (number == 4) {
      return Optional.empty();
    }
    Random random = new Random(number);
    INDArray parameters = vector(random, LENGTH);
    INDArray state = vector(random, 2 * LENGTH);
    Slice whole =
        new Slice(
            0,
            number,
            3 + number,
            random.nextDouble(),
            random.nextDouble(),
            Weights.of(parameters),
            Weights.of(state));
    return Optional.of(new Replica(whole, parameters, Optional.of(state), Optional.empty()));
  }

  private static INDArray vector(Random random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6));
    }
    return Nd4j.create(values, new long[] {1, length}, 'c');
  }
}
