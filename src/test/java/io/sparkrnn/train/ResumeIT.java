package io.sparkrnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.LogLines;
import io.sparkrnn.blas.BlasLibrary;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.nn.ParameterHash;
import io.sparkrnn.nn.Weights;
import io.sparkrnn.train.Spoiler.Damage;
import io.sparkrnn.workload.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that goes on from a state ends as the one that never stopped. */
class ResumeIT {

  private static final int EPOCHS = 5;

  /** Falls, then rises: an epoch before the stop is the best. */
  private static Function<MultiLayerNetwork, Scores> losses() {
    return lossesAfter(0);
  }

  private static Function<MultiLayerNetwork, Scores> lossesAfter(int epochs) {
    List<Double> losses = new ArrayList<>(List.of(0.9, 0.5, 0.7, 0.8, 0.6).subList(epochs, EPOCHS));
    return network -> Scores.empty().with("loss", losses.remove(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "averaging.strategy=mean",
        "averaging.strategy=mean model.layer=stock model.input-dropout=0.3",
        "averaging.strategy=momentum averaging.rounds-per-epoch=2 model.output-dropout=0.4",
        "averaging.strategy=schedule averaging.every-batches=1 model.word-dropout=0.4",
        "averaging.strategy=dl4j",
        "averaging.precision=float16 averaging.strategy=momentum model.output-dropout=0.4",
        "averaging.precision=int8 averaging.rounds-per-epoch=2",
        "training.optimizer=rmsprop training.batching=bucketed model.input-dropout=0.3",
        "data.labels.classes=listed data.labels.names=[a,b,c] model.output-dropout=0.4",
        "training.optimizer=sgd training.learning-rate-schedule=cosine",
        "training.weight-averaging.kind=swa training.weight-averaging.from=0.2",
        "training.weight-averaging.kind=ema training.weight-averaging.from=0.2 training.keep=best",
        "training.keep=best training.early-stopping-patience=3 training.warm-up-examples=60"
      })
  void endsAsTheTrainingThatNeverStopped(String settings) {
    TinyTraining tiny = training(settings);
    List<TrainingState> states = new ArrayList<>();
    Training whole = tiny.training();
    TrainingOutcome outcome =
        new TrainingLoop(whole, losses(), List.of(collecting(states)))
            .run(EPOCHS, Optional.empty(), Optional.empty())
            .outcome();
    String expected = ParameterHash.sha256(whole.network());
    assertThat(ParameterHash.sha256(tiny.run(losses()).network())).isEqualTo(expected);

    for (TrainingState state : states) {
      Function<MultiLayerNetwork, Scores> rest = lossesAfter(state.history().size());
      Training resumed = tiny.training();
      List<Integer> told = new ArrayList<>();
      TrainingOutcome end =
          new TrainingLoop(resumed, rest, List.of(listening(told)))
              .run(EPOCHS, Optional.empty(), Optional.of(state))
              .outcome();

      assertThat(ParameterHash.sha256(resumed.network())).isEqualTo(expected);
      assertThat(resumed.network().getIterationCount())
          .isEqualTo(whole.network().getIterationCount());
      assertThat(resumed.network().getEpochCount()).isEqualTo(whole.network().getEpochCount());
      assertThat(end.keptEpoch()).isEqualTo(outcome.keptEpoch());
      assertThat(end.history())
          .extracting(EpochRecord::training)
          .isEqualTo(outcome.history().stream().map(EpochRecord::training).toList());
      assertThat(end.history())
          .extracting(EpochRecord::ledger)
          .isEqualTo(outcome.history().stream().map(EpochRecord::ledger).toList());
      assertThat(end.history())
          .extracting(EpochRecord::learningRate)
          .isEqualTo(outcome.history().stream().map(EpochRecord::learningRate).toList());
      assertThat(told).startsWith(-state.history().size());
      assertThat(told).hasSize(1 + outcome.history().size() - state.history().size());
    }
    assertThat(states).hasSameSizeAs(outcome.history()).hasSizeGreaterThan(3);
  }

  @Test
  void tellsThatTheEpochsSoFarHadOtherKernels() {
    TinyTraining tiny = training("training.keep=last");
    List<TrainingState> states = new ArrayList<>();
    new TrainingLoop(tiny.training(), losses(), List.of(collecting(states)))
        .run(1, Optional.empty(), Optional.empty());
    TrainingState state = states.get(0);
    assertThat(state.kernels()).containsExactly(BlasLibrary.load().kernels());

    try (LogLines log = LogLines.of(TrainingLoop.class)) {
      new TrainingLoop(tiny.training(), lossesAfter(1), List.of())
          .run(2, Optional.empty(), Optional.of(state));
      assertThat(log.lines()).isEmpty();

      new TrainingLoop(tiny.training(), lossesAfter(1), List.of())
          .run(2, Optional.empty(), Optional.of(withKernels(state, "OpenBLAS 0.3.19, Nehalem")));
      assertThat(log.lines())
          .singleElement()
          .asString()
          .contains("OpenBLAS 0.3.19, Nehalem", state.kernels().get(0), "blas.core-type");
    }
  }

  private static TrainingState withKernels(TrainingState state, String kernels) {
    return new TrainingState(
        state.before(),
        state.history(),
        state.rollbacks(),
        List.of(kernels),
        state.snapshot(),
        state.best());
  }

  @Test
  void remembersRollbacks() {
    TinyTraining tiny = training("training.rollback.max-rollbacks=2");
    Spoiler spoiler = Spoiler.of(tiny, 2, 1, Damage.NO_NUMBERS);
    TinyTraining spoilt = tiny.with(spoiler);
    List<TrainingState> states = new ArrayList<>();
    Training whole = spoilt.training();
    TrainingOutcome outcome =
        new TrainingLoop(whole, losses(), List.of(spoiler.listener(), collecting(states)))
            .run(EPOCHS, Optional.empty(), Optional.empty())
            .outcome();
    assertThat(outcome.rollbacks()).hasSize(1);

    Training resumed = spoilt.training();
    TrainingOutcome end =
        new TrainingLoop(resumed, lossesAfter(3), List.of())
            .run(EPOCHS, Optional.empty(), Optional.of(states.get(2)))
            .outcome();

    assertThat(ParameterHash.sha256(resumed.network()))
        .isEqualTo(ParameterHash.sha256(whole.network()));
    assertThat(end.rollbacks()).isEqualTo(outcome.rollbacks());
    assertThat(end.history())
        .extracting(EpochRecord::learningRate)
        .isEqualTo(outcome.history().stream().map(EpochRecord::learningRate).toList());
  }

  @Test
  void anotherNetworkIsRefused() {
    List<TrainingState> states = new ArrayList<>();
    Training first = training("averaging.strategy=mean").training();
    new TrainingLoop(first, losses(), List.of(collecting(states)))
        .run(1, Optional.empty(), Optional.empty());

    for (String other : List.of("model.hidden-size=6", "training.optimizer=sgd")) {
      TrainingLoop loop = new TrainingLoop(training(other).training(), losses(), List.of());
      assertThatThrownBy(() -> loop.run(EPOCHS, Optional.empty(), Optional.of(states.get(0))))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageStartingWith("the checkpoint has ")
          .hasMessageEndingWith("or begin anew without --resume");
    }
  }

  @Test
  void aStateHasAnEpoch() {
    Snapshot snapshot =
        new Snapshot(
            Weights.of(new float[1]), Optional.empty(), Optional.empty(), Optional.empty(), 0);

    assertThatThrownBy(
            () ->
                new TrainingState(
                    Optional.empty(), List.of(), List.of(), List.of(), snapshot, Optional.empty()))
        .hasMessage("a state has the records of 0 epochs, expected 1 or more");
  }

  private static TinyTraining training(String settings) {
    List<String> all = new ArrayList<>(List.of(settings.split(" ")));
    all.add("training.epochs=" + EPOCHS);
    all.add("data.validation.fraction=0.2");
    return TinyTraining.of(50, 2, all.toArray(String[]::new));
  }

  private static EpochListener collecting(List<TrainingState> states) {
    return new EpochListener() {
      @Override
      public void resumable(Supplier<TrainingState> state) {
        states.add(state.get());
      }
    };
  }

  private static EpochListener listening(List<Integer> told) {
    return new EpochListener() {
      @Override
      public void resumed(List<EpochRecord> before) {
        told.add(-before.size());
      }

      @Override
      public void epochEnded(EpochRecord record, MultiLayerNetwork network) {
        told.add(record.epoch());
      }
    };
  }
}
