package io.sparkrnn.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The formula of an epoch's time, by itself and against the simulation. */
class EpochCostTest {

  private static final double TEN_GIGABIT = 1.25e9;

  private static TrainingSize size(long examples, int rounds) {
    // The reference network: 10,000 words of 128 units, SimpleRNN of 128, Adam.
    return new TrainingSize(examples, examples / 4, 25, 0, rounds, true, 16, 1_313_025, 2_626_050);
  }

  private static ClusterSpeed speed(int cores, double bandwidth, double task) {
    return new ClusterSpeed(
        cores,
        ClusterSpeed.OWN_CORES,
        1,
        2_000,
        3,
        0.1,
        bandwidth,
        2e-4,
        new Overheads(task, 0.05, 0.1, 0.1, 2e-9));
  }

  private static ClusterSpeed free(double sharedCores) {
    return free(sharedCores, 1);
  }

  private static ClusterSpeed free(double sharedCores, double sharedSpeed) {
    return new ClusterSpeed(
        1, sharedCores, sharedSpeed, 2_000, 4, 0, Double.POSITIVE_INFINITY, 0, Overheads.NONE);
  }

  @Test
  void ofOneExecutorWithoutDelaysIsComputeAlone() {
    EpochCost cost = EpochCost.of(size(100_000, 4), free(ClusterSpeed.OWN_CORES), 1);

    assertThat(cost.compute()).isCloseTo(50, within(1e-9));
    assertThat(cost.training()).isCloseTo(50, within(1e-9));
    assertThat(cost.validation()).isCloseTo(25_000 / 8_000.0, within(1e-9));
    assertThat(ClusterSimulation.run(size(100_000, 4), free(ClusterSpeed.OWN_CORES), 1, 1).total())
        .isCloseTo(cost.total(), within(1e-6));
  }

  @Test
  void sharedCoresGiveNoMoreThanTheyHave() {
    assertThat(EpochCost.of(size(80_000, 1), free(2), 2).compute()).isCloseTo(20, within(1e-9));
    assertThat(EpochCost.of(size(80_000, 1), free(2), 8).compute()).isCloseTo(20, within(1e-9));
  }

  @Test
  void coresThatShareMemoryAreSlowerWhileOthersWork() {
    assertThat(EpochCost.of(size(80_000, 1), free(4, 0.7), 1).compute())
        .isCloseTo(40, within(1e-9));
    assertThat(EpochCost.of(size(80_000, 1), free(4, 0.7), 2).compute())
        .isCloseTo(20 / 0.9, within(1e-9));
    assertThat(EpochCost.of(size(80_000, 1), free(4, 0.7), 8).compute())
        .isCloseTo(10 / 0.7, within(1e-9));
    assertThatThrownBy(() -> free(4, 1.5)).hasMessage("shared speed is 1.5, expected at most 1");
  }

  @ParameterizedTest
  @CsvSource({
    "1000000, 4, 1, 1.25e9, 0.002, 15",
    "1000000, 4, 4, 1.25e9, 0.001, 15",
    "100000000, 16, 1, 1.25e9, 0.004, 15",
    "10000000, 4, 4, 1.25e8, 0.0002, 15",
    "50000, 1, 1, 3.125e9, 0.0005, 15",
    // Here the queue for the first blocks of the broadcast is most of the epoch.
    "1000000, 1, 1, 1.25e8, 0.001, 25"
  })
  void agreesWithTheSimulationUpTo1024Executors(
      long examples, int rounds, int cores, double bandwidth, double task, double percent) {
    TrainingSize size = size(examples, rounds);
    ClusterSpeed speed = speed(cores, bandwidth, task);
    for (int executors = 1; executors <= 1024; executors *= 4) {
      int count = executors;
      double simulated =
          IntStream.range(0, 3)
              .mapToDouble(seed -> ClusterSimulation.run(size, speed, count, seed).total())
              .average()
              .orElseThrow();
      assertThat(EpochCost.of(size, speed, executors).total())
          .as("%d executors", executors)
          .isCloseTo(simulated, Percentage.withPercentage(percent));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 15, 16, 100, 1024})
  void isShorterWithMoreBandwidthOrSpeedAndLongerWithMoreExamplesOrRounds(int executors) {
    ClusterSpeed speed = speed(1, TEN_GIGABIT, 0.002);
    double usual = EpochCost.of(size(1_000_000, 4), speed, executors).total();

    assertThat(EpochCost.of(size(2_000_000, 4), speed, executors).total()).isGreaterThan(usual);
    assertThat(EpochCost.of(size(1_000_000, 8), speed, executors).total()).isGreaterThan(usual);
    assertThat(
            EpochCost.of(size(1_000_000, 4), speed(1, TEN_GIGABIT / 10, 0.002), executors).total())
        .isGreaterThan(usual);
    assertThat(EpochCost.of(size(1_000_000, 4), speed(1, TEN_GIGABIT, 0.004), executors).total())
        .isGreaterThan(usual);
  }

  /** Sixteen replicas are averaged by slices, and take less time than fifteen on the driver. */
  @Test
  void slicesTakeTheDriverOutOfTheAveraging() {
    ClusterSpeed speed = speed(1, TEN_GIGABIT, 0.002);
    double before = EpochCost.of(size(1_000_000, 4), speed, 15).averaging();
    double after = EpochCost.of(size(1_000_000, 4), speed, 16).averaging();

    assertThat(after).isLessThan(before / 3);
  }

  @ParameterizedTest
  @CsvSource({"2, 0.1", "16, 0.1", "1024, 0.1", "128, 0.4"})
  void expectsTheMaximumOfStragglers(int tasks, double spread) {
    double sigma = Stragglers.sigma(spread);
    Random random = new Random(7);
    double sum = 0;
    int trials = 1_000;
    for (int trial = 0; trial < trials; trial++) {
      double most = 0;
      for (int task = 0; task < tasks; task++) {
        most = Math.max(most, Math.exp(sigma * random.nextGaussian() - sigma * sigma / 2));
      }
      sum += most;
    }
    assertThat(Stragglers.expectedMaximum(tasks, spread))
        .isCloseTo(sum / trials, Percentage.withPercentage(3));
  }

  @Test
  void roundsAreThoseOfTheTraining() {
    assertThat(size(1_000, 4).rounds(1)).isEqualTo(4);
    // A replica has two minibatches, which cannot be averaged four times.
    assertThat(size(1_000, 4).rounds(20)).isEqualTo(2);
    TrainingSize mean = new TrainingSize(1_000, 0, 25, 3, 1, false, 16, 10, 0);
    assertThat(mean.rounds(2)).isEqualTo(7);
    // Nothing would happen between the rounds of a replica that is its own mean.
    assertThat(mean.rounds(1)).isEqualTo(1);
  }

  @Test
  void refusesNumbersThatAreNone() {
    assertThatThrownBy(() -> speed(0, TEN_GIGABIT, 0)).hasMessage("0 cores, expected 1 or more");
    assertThatThrownBy(() -> speed(1, 0, 0)).hasMessage("bandwidth is 0.0, expected more than 0");
    assertThatThrownBy(() -> size(0, 1)).hasMessageContaining("0 training");
  }
}
