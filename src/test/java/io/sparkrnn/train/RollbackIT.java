package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparkrnn.error.TrainingFailedException;
import io.sparkrnn.nn.ParameterHash;
import io.sparkrnn.train.Spoiler.Damage;
import io.sparkrnn.train.TinyTraining.Result;
import io.sparkrnn.train.TrainingOutcome.Rollback;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Epochs that go wrong and are trained again. */
class RollbackIT {

  /** Trainings whose state differs: moments, velocity, weight averages, none of all. */
  static Stream<List<String>> kinds() {
    return Stream.of(
        List.of(),
        List.of("model.layer=stock", "model.input-dropout=0.3"),
        List.of("training.optimizer=sgd", "training.weight-decay=0.01"),
        List.of("training.optimizer=rmsprop", "model.word-dropout=0.2"),
        List.of("averaging.strategy=momentum", "averaging.every-batches=1"),
        List.of("averaging.strategy=dl4j", "averaging.every-batches=2"),
        List.of(
            "averaging.strategy=momentum",
            "averaging.every-batches=2",
            "training.weight-averaging.kind=swa",
            "training.weight-averaging.from=0"),
        List.of(
            "averaging.every-batches=1",
            "training.weight-averaging.kind=ema",
            "training.weight-averaging.from=0.2"));
  }

  /** Nothing of the spoiled attempt is left, and the rate is halved. */
  @ParameterizedTest
  @MethodSource("kinds")
  void isTheTrainingAtHalfTheRateIfTheFirstEpochWentWrong(List<String> kind) {
    Result halved = training(kind, "training.learning-rate=0.005").run();
    Result rolledBack = spoiled(training(kind), 1, 1, Damage.NO_NUMBERS);

    assertThat(ParameterHash.sha256(rolledBack.network()))
        .isEqualTo(ParameterHash.sha256(halved.network()));
    for (int epoch = 0; epoch < 3; epoch++) {
      EpochRecord record = rolledBack.history().get(epoch);
      EpochRecord expected = halved.history().get(epoch);
      assertThat(record.training()).isEqualTo(expected.training());
      assertThat(record.ledger()).isEqualTo(expected.ledger());
      assertThat(record.averaging()).isEqualTo(expected.averaging());
      assertThat(record.learningRate()).isEqualTo(expected.learningRate());
    }
  }

  /** Without a lower rate, going back and on is as if nothing had happened. */
  @ParameterizedTest
  @MethodSource("kinds")
  void goesBackToTheBit(List<String> kind) {
    TinyTraining tiny = training(kind);
    Training training = tiny.training();
    EpochTrainer trainer = new EpochTrainer(training);
    trainer.train(1);
    trainer.train(2);
    Snapshot snapshot = trainer.snapshot();
    INDArray parameters = training.network().params().dup();
    INDArray state = state(training.network());
    INDArray result = trainer.result().params().dup();

    EpochRecord first = trainer.train(3);
    assertThat(training.network().params().equalsWithEps(parameters, 0)).isFalse();
    String expected = ParameterHash.sha256(trainer.result());
    // The worst that can be left behind.
    training.network().params().assign(Double.NaN);
    trainer.restore(snapshot, 1);

    assertThat(training.network().params().equalsWithEps(parameters, 0)).isTrue();
    assertThat(trainer.result().params().equalsWithEps(result, 0)).isTrue();
    if (state != null) {
      assertThat(state(training.network()).equalsWithEps(state, 0)).isTrue();
    }
    EpochRecord again = trainer.train(3);
    assertThat(ParameterHash.sha256(trainer.result())).isEqualTo(expected);
    assertThat(again.training()).isEqualTo(first.training());
    assertThat(again.ledger().complete()).isTrue();
    assertThat(expected).isEqualTo(ParameterHash.sha256(tiny.run().network()));
  }

  @Test
  void trainsTheEpochAgainAtALowerRateAndSaysSo() {
    List<String> heard = new ArrayList<>();
    Result result =
        spoiled(
            training(List.of("training.learning-rate-schedule=constant")),
            2,
            2,
            Damage.NO_NUMBERS,
            new EpochListener() {
              @Override
              public void epochStarted(int epoch) {
                heard.add("epoch " + epoch);
              }

              @Override
              public void rolledBack(Rollback rollback) {
                heard.add("back to before " + rollback.epoch());
              }

              @Override
              public void epochEnded(EpochRecord record, MultiLayerNetwork network) {
                heard.add("ended " + record.epoch());
              }
            });

    assertThat(heard)
        .containsExactly(
            "epoch 1",
            "ended 1",
            "epoch 2",
            "back to before 2",
            "epoch 2",
            "back to before 2",
            "epoch 2",
            "ended 2",
            "epoch 3",
            "ended 3");
    assertThat(result.outcome().rollbacks())
        .containsExactly(
            new Rollback(2, "the norm of the weights is NaN", 0.5),
            new Rollback(2, "the norm of the weights is NaN", 0.25));
    assertThat(result.outcome().keptEpoch()).isEqualTo(3);
    assertThat(result.history()).extracting(EpochRecord::epoch).containsExactly(1, 2, 3);
    assertThat(result.history())
        .extracting(EpochRecord::learningRate)
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b))
        .containsExactly(0.01, 0.0025, 0.0025);
    for (EpochRecord epoch : result.history()) {
      assertThat(epoch.ledger().complete()).isTrue();
      assertThat(epoch.ledger().used()).isEqualTo(25);
      assertThat(epoch.training().value("loss")).isFinite();
    }
    assertThat(result.network().getIterationCount()).isEqualTo(12);
    assertThat(result.network().getEpochCount()).isEqualTo(3);
  }

  /** Gradient descent: half the rate is half the step, which can be seen. */
  @Test
  void takesStepsOfTheLowerRate() {
    String[] settings = {
      "training.optimizer=sgd",
      "training.learning-rate-schedule=constant",
      "training.learning-rate=0.001",
      "training.epochs=1",
      "training.batch-size=32",
      "training.rollback.learning-rate-factor=0.1"
    };
    TinyTraining tiny = TinyTraining.of(25, 1, settings);
    INDArray start = tiny.start().params();

    double full = tiny.run().network().params().distance2(start);
    Result back = spoiled(tiny, 1, 1, Damage.NO_NUMBERS);

    assertThat(back.network().params().distance2(start)).isCloseTo(full / 10, within(full / 1000));
    assertThat(back.outcome().rollbacks()).extracting(Rollback::rateScale).containsExactly(0.1);
  }

  @Test
  void failsIfItWouldGoBackOnceTooOften() {
    TinyTraining twice = training(List.of("training.rollback.max-rollbacks=2"));
    TinyTraining never = training(List.of("training.rollback.max-rollbacks=0"));

    assertThatThrownBy(() -> spoiled(twice, 2, 3, Damage.NO_NUMBERS))
        .isInstanceOf(DivergedException.class)
        .hasMessage(
            "training diverged in epoch 2: the norm of the weights is NaN, after 2 rollbacks to a"
                + " lower learning rate (training.rollback.max-rollbacks = 2); lower training.learning-rate"
                + " or set training.clip-norm");
    assertThatThrownBy(() -> spoiled(never, 1, 1, Damage.NO_NUMBERS))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("in epoch 1: the norm of the weights is NaN, after 0 rollbacks");
    assertThat(spoiled(twice, 2, 2, Damage.NO_NUMBERS).outcome().rollbacks()).hasSize(2);
  }

  @Test
  void goesBackWhereTheLossJumps() {
    Result result = spoiled(learning(), 9, 1, Damage.TURNED_ROUND);

    assertThat(result.outcome().rollbacks()).hasSize(1);
    Rollback rollback = result.outcome().rollbacks().get(0);
    assertThat(rollback.epoch()).isEqualTo(9);
    assertThat(rollback.reason())
        .matches("the training loss jumped from 0\\.\\d{4} to \\d+\\.\\d{4}");
    assertThat(result.history()).hasSize(10).allMatch(epoch -> epoch.ledger().complete());
    assertThat(result.history().get(8).training().value("loss"))
        .isLessThan(result.history().get(0).training().value("loss") / 2);
  }

  @Test
  void goesOnWhereTheLossJumpsOnceTooOften() {
    for (int limit = 0; limit <= 1; limit++) {
      Result result =
          spoiled(
              learning("training.rollback.max-rollbacks=" + limit),
              9,
              limit + 1,
              Damage.TURNED_ROUND);

      assertThat(result.outcome().rollbacks()).hasSize(limit);
      assertThat(result.history()).extracting(EpochRecord::epoch).hasSize(10);
      assertThat(result.history().get(8).training().value("loss"))
          .isGreaterThan(result.history().get(7).training().value("loss") * 2);
    }
  }

  @Test
  void letsALossJumpWhereToldSo() {
    assertThat(
            spoiled(learning("training.rollback.loss-jump=0"), 9, 1, Damage.TURNED_ROUND)
                .outcome()
                .rollbacks())
        .isEmpty();
  }

  /** A divergence is a failed training to whoever drives the trainer itself. */
  @Test
  void isAFailureToThoseWhoDoNotGoBack() {
    TinyTraining tiny = training(List.of());
    Spoiler spoiler = Spoiler.of(tiny, 1, 1, Damage.NO_NUMBERS);
    spoiler.listener().epochStarted(1);
    EpochTrainer trainer = new EpochTrainer(tiny.with(spoiler).training());

    assertThatThrownBy(() -> trainer.train(1))
        .isInstanceOf(DivergedException.class)
        .isInstanceOf(TrainingFailedException.class)
        .hasMessage("the norm of the weights is NaN");
  }

  private static INDArray state(MultiLayerNetwork network) {
    INDArray state = network.getUpdater().getStateViewArray();
    return state == null ? null : state.dup();
  }

  private static TinyTraining learning(String... more) {
    List<String> settings =
        new ArrayList<>(List.of("training.epochs=10", "training.learning-rate=0.05"));
    settings.addAll(List.of(more));
    return TinyTraining.of(200, 2, settings.toArray(String[]::new));
  }

  private static TinyTraining training(List<String> kind, String... more) {
    List<String> settings = new ArrayList<>(List.of("training.epochs=3"));
    settings.addAll(kind);
    settings.addAll(List.of(more));
    return TinyTraining.of(25, 2, settings.toArray(String[]::new));
  }

  private static Result spoiled(
      TinyTraining training, int epoch, int attempts, Damage damage, EpochListener... more) {
    Spoiler spoiler = Spoiler.of(training, epoch, attempts, damage);
    List<EpochListener> listeners = new ArrayList<>(List.of(more));
    listeners.add(spoiler.listener());
    return training.with(spoiler).run(listeners.toArray(EpochListener[]::new));
  }
}
