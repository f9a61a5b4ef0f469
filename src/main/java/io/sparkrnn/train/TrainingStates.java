package io.sparkrnn.train;

import io.sparkrnn.nn.Weights;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Takes the parts of a training for its state, and brings them back to one. */
final class TrainingStates {

  private TrainingStates() {}

  static TrainingState of(
      EpochTrainer trainer,
      LossWatch watch,
      Candidates candidates,
      List<EpochRecord> history,
      List<Rollback> rollbacks) {
    Snapshot snapshot = trainer.snapshot();
    Candidates.State chosen = candidates.state();
    Map<String, Weights> weights = new TreeMap<>();
    weights.put(TrainingState.PARAMETERS, snapshot.parameters());
    snapshot.updaterState().ifPresent(part -> weights.put(TrainingState.UPDATER, part));
    snapshot.velocity().ifPresent(part -> weights.put(TrainingState.VELOCITY, part));
    snapshot.average().mean().ifPresent(part -> weights.put(TrainingState.MEAN, part));
    chosen.kept().ifPresent(part -> weights.put(TrainingState.KEPT, part));
    return new TrainingState(
        new TrainingState.Numbers(
            history.size(),
            history,
            rollbacks,
            chosen.lowest(),
            chosen.best(),
            watch.first(),
            watch.lowest(),
            snapshot.average().count()),
        weights);
  }

  /**
   * Brings parts that are new to a state.
   *
   * @param rateScale what the rollbacks so far have made of the learning rate
   */
  static void restore(
      TrainingState state,
      double rateScale,
      EpochTrainer trainer,
      LossWatch watch,
      Candidates candidates) {
    TrainingState.Numbers numbers = state.numbers();
    Snapshot snapshot =
        new Snapshot(
            part(state, TrainingState.PARAMETERS).orElseThrow(),
            part(state, TrainingState.UPDATER),
            part(state, TrainingState.VELOCITY),
            new WeightAverage.State(part(state, TrainingState.MEAN), numbers.weightsInMean()));
    trainer.resumeAfter(numbers.epoch(), snapshot, rateScale);
    watch.restore(numbers.firstLoss(), numbers.lowestLoss());
    candidates.restore(
        numbers.epoch(),
        new Candidates.State(
            numbers.lowestValidation(), numbers.bestEpoch(), part(state, TrainingState.KEPT)));
  }

  private static Optional<Weights> part(TrainingState state, String name) {
    return Optional.ofNullable(state.weights().get(name));
  }
}
