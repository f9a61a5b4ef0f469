package io.sparkrnn.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Simulations of cases that can be computed by hand. */
class ClusterSimulationTest {

  private static final ClusterSpeed SPEED =
      new ClusterSpeed(
          2,
          ClusterSpeed.OWN_CORES,
          1,
          2_000,
          3,
          0.2,
          1.25e9,
          2e-4,
          new Overheads(1e-3, 0, 0.1, 0, 2e-9));

  private static final TrainingSize SIZE =
      new TrainingSize(100_000, 10_000, 25, 0, 4, true, 16, 1_313_025, 2_626_050);

  @Test
  void dependsOnTheSeedAlone() {
    ClusterSimulation.Result first = ClusterSimulation.run(SIZE, SPEED, 32, 5);

    assertThat(ClusterSimulation.run(SIZE, SPEED, 32, 5)).isEqualTo(first);
    assertThat(ClusterSimulation.run(SIZE, SPEED, 32, 6)).isNotEqualTo(first);
  }

  @Test
  void eventsHappenInOrderOfTimeThenOfEntry() {
    EventQueue events = new EventQueue();
    List<String> happened = new ArrayList<>();
    events.after(2, () -> happened.add("second"));
    events.after(
        1,
        () -> {
          happened.add("first");
          events.after(1, () -> happened.add("third"));
        });
    events.run();

    assertThat(happened).containsExactly("first", "second", "third");
    assertThat(events.now()).isEqualTo(2);
  }

  /** Two senders at once: the receiver's card takes one message after the other. */
  @Test
  void aReceiverIsAsBusyAsASender() {
    EventQueue events = new EventQueue();
    NetworkCards network = new NetworkCards(events, 3, 100, 0.5);
    List<Double> arrivals = new ArrayList<>();
    network.send(1, 0, 200, () -> arrivals.add(events.now()));
    network.send(2, 0, 200, () -> arrivals.add(events.now()));
    network.send(1, 2, 100, () -> arrivals.add(events.now()));
    events.run();

    assertThat(arrivals).containsExactly(2.5, 3.5, 4.5);
  }

  /** While only the driver has a block it sends each executor one; later ones serve each other. */
  @Test
  void executorsServeTheBlocksThatTheyHave() {
    EventQueue events = new EventQueue();
    NetworkCards network = new NetworkCards(events, 65, EpochCost.BLOCK, 0);
    TorrentFetch torrent = new TorrentFetch(network, new Random(1), 16L * EpochCost.BLOCK);
    Countdown all = new Countdown(64, () -> {});
    for (int executor = 1; executor <= 64; executor++) {
      torrent.fetch(executor, all::down);
    }
    events.run();

    // The driver alone would take 64 x 16 seconds.
    assertThat(events.now()).isBetween(16.0 + 63, 64.0 * 16 / 5);
  }

  @Test
  void theTasksOfAnExecutorFetchTheBroadcastOnce() {
    EventQueue events = new EventQueue();
    NetworkCards network = new NetworkCards(events, 2, EpochCost.BLOCK, 0);
    StateOnExecutors state =
        new StateOnExecutors(
            new TorrentFetch(network, new Random(1), 2L * EpochCost.BLOCK), events, 3, 1);
    List<Double> begun = new ArrayList<>();
    state.whenPresent(1, () -> begun.add(events.now()));
    state.whenPresent(1, () -> begun.add(events.now()));
    events.run();
    state.whenPresent(1, () -> begun.add(events.now()));

    assertThat(begun).containsExactly(5.0, 5.0, 5.0);
  }

  /** With weights alone and no delays, a round of two replicas sends five times their size. */
  @Test
  void theDriverAddsOneReplicaAfterTheOther() {
    TrainingSize size = new TrainingSize(100, 0, 25, 0, 1, true, 16, 1 << 20, 0);
    double bytes = 4 << 20;
    ClusterSpeed speed =
        new ClusterSpeed(
            1, ClusterSpeed.OWN_CORES, 1, 50, 1, 0, bytes, 0, new Overheads(0, 0, 0, 0, 1 / bytes));

    // Serialized, and sent to both, one after the other, which read it: 1 + 2 + 1. Trained: 1.
    // Twice serialized, sent and added: 2 x 3. The second is not waited for by the first.
    assertThat(ClusterSimulation.run(size, speed, 2, 1).training()).isCloseTo(11, within(1e-9));
  }

  @Test
  void aCurveNamesTheBestNumberOfExecutors() {
    ScalingCurve curve =
        ScalingCurve.of(
            SIZE, SPEED, ScalingCurve.Growth.STRONG, List.of(1, 64), OptionalLong.of(3));

    assertThat(curve.points()).hasSize(2);
    assertThat(curve.points().get(0).speedup()).isEqualTo(1);
    assertThat(curve.points().get(0).simulatedEfficiency()).hasValue(1);
    for (int executors = 1; executors <= 64; executors++) {
      assertThat(EpochCost.of(SIZE, SPEED, executors).total())
          .isGreaterThanOrEqualTo(curve.best().cost().total());
    }
    assertThat(curve.efficient().efficiency()).isGreaterThanOrEqualTo(0.5);
    assertThat(curve.efficient().cost().executors()).isBetween(2, 63);
  }

  @Test
  void weakScalingKeepsTheExamplesOfAnExecutor() {
    ScalingCurve curve =
        ScalingCurve.of(
            SIZE, SPEED, ScalingCurve.Growth.WEAK, List.of(1, 8, 64), OptionalLong.empty());

    assertThat(curve.points()).extracting(point -> point.cost().compute()).containsOnly(25.0);
    assertThat(curve.points())
        .extracting(ScalingCurve.Point::efficiency)
        .allMatch(efficiency -> efficiency > 0.5 && efficiency <= 1);
  }
}
