package io.sparkrnn.train;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.nn.Weights;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Copy of all that an epoch changes, taken between two epochs.
 *
 * @param parameters flattened parameters of the averaged model
 * @param updaterState empty if the update rule has none
 * @param velocity velocity of the outer optimizer; empty if it has none
 * @param mean running average of weights; empty before averaging has begun
 * @param weightsInMean number of weight vectors in {@code mean}
 */
public record Snapshot(
    Weights parameters,
    Optional<Weights> updaterState,
    Optional<Weights> velocity,
    Optional<Weights> mean,
    int weightsInMean) {

  public Snapshot {
    requireNonNull(parameters, "parameters is null");
    requireNonNull(updaterState, "updaterState is null");
    requireNonNull(velocity, "velocity is null");
    requireNonNull(mean, "mean is null");
  }

  static Snapshot of(MultiLayerNetwork network, OuterOptimizer outer, WeightAverage average) {
    return new Snapshot(
        Weights.copyOf(network.params()),
        Optional.ofNullable(network.getUpdater().getStateViewArray()).map(Weights::copyOf),
        outer.state(),
        average.mean().map(Weights::copyOf),
        average.count());
  }

  void restore(MultiLayerNetwork network, OuterOptimizer outer, WeightAverage average) {
    try (INDArray values = parameters.newArray()) {
      network.setParameters(values);
    }
    if (updaterState.isPresent()) {
      try (INDArray state = updaterState.get().newArray()) {
        network.getUpdater().setStateViewArray(network, state, false);
      }
    }
    outer.restore(velocity);
    average.restore(mean, weightsInMean);
  }

  /**
   * Checks that this has as many parameters and as much updater state as the network.
   *
   * @throws ConfigurationException if it has not, because the model or the optimizer was changed
   */
  void requireFits(MultiLayerNetwork network) {
    INDArray updater = network.getUpdater().getStateViewArray();
    requireLength("parameters", Optional.of(parameters), network.numParams());
    requireLength("updater", updaterState, updater == null ? 0 : updater.length());
  }

  private static void requireLength(String name, Optional<Weights> weights, long expected) {
    long found = weights.map(vector -> vector.values().length).orElse(0);
    if (found != expected) {
      throw new ConfigurationException(
          ("the checkpoint has %d values of '%s', but the network of these settings has %d; restore"
                  + " the settings of the model and training.optimizer, or begin anew without"
                  + " --resume")
              .formatted(found, name, expected));
    }
  }
}
