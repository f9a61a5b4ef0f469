package io.sparkrnn.train;

import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.nn.Weights;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Creates the {@link TrainingState} of a running training, and restores a training from it. */
final class TrainingStateMapper {

  private TrainingStateMapper() {}

  static TrainingState of(
      EpochTrainer trainer,
      DivergenceDetector watch,
      BestModelTracker candidates,
      List<EpochRecord> history,
      List<Rollback> rollbacks) {
    Snapshot snapshot = trainer.snapshot();
    BestModelTracker.State chosen = candidates.state();
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
            snapshot.average().count(),
            trainer.kernels().distinct()),
        weights);
  }

  /**
   * Restores a new trainer, {@link DivergenceDetector} and {@link BestModelTracker} from a state.
   *
   * @param rateScale factor on the learning rate after the rollbacks so far
   */
  static void restore(
      TrainingState state,
      double rateScale,
      EpochTrainer trainer,
      DivergenceDetector watch,
      BestModelTracker candidates) {
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
        new BestModelTracker.State(
            numbers.lowestValidation(), numbers.bestEpoch(), part(state, TrainingState.KEPT)));
  }

  /**
   * Checks that a state has as many parameters and as much updater state as the network.
   *
   * @throws ConfigurationException if it has not, because the model or the optimizer was changed
   */
  static void requireFits(TrainingState state, MultiLayerNetwork network) {
    INDArray updater = network.getUpdater().getStateViewArray();
    requireLength(state, TrainingState.PARAMETERS, network.numParams());
    requireLength(state, TrainingState.UPDATER, updater == null ? 0 : updater.length());
  }

  private static void requireLength(TrainingState state, String name, long expected) {
    long found = part(state, name).map(weights -> weights.values().length).orElse(0);
    if (found != expected) {
      throw new ConfigurationException(
          ("the checkpoint has %d values of '%s', but the network of these settings has %d; restore"
                  + " the settings of the model and training.optimizer, or begin anew without"
                  + " --resume")
              .formatted(found, name, expected));
    }
  }

  private static Optional<Weights> part(TrainingState state, String name) {
    return Optional.ofNullable(state.weights().get(name));
  }
}
