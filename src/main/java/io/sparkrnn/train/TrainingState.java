package io.sparkrnn.train;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.nn.Weights;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * State from which a training resumes after an epoch exactly as if it had not been stopped. The
 * order of examples, dropout and the learning rate are not part of it: they follow from the seed
 * and the epoch.
 *
 * @param numbers all state other than vectors
 * @param weights vectors by name, sorted by name
 */
public record TrainingState(Numbers numbers, Map<String, Weights> weights) {

  static final String PARAMETERS = "parameters";
  static final String UPDATER = "updater";
  static final String VELOCITY = "velocity";
  static final String MEAN = "mean";
  static final String KEPT = "kept";

  /**
   * All state other than vectors.
   *
   * @param epoch last epoch that was trained, from 1
   * @param history one record per epoch
   * @param rollbacks rollbacks of diverged epochs
   * @param lowestValidation lowest validation loss so far
   * @param bestEpoch epoch with the lowest validation loss
   * @param firstLoss training loss of the first epoch
   * @param lowestLoss lowest training loss so far
   * @param weightsInMean number of averaged models in the running average of weights
   * @param kernels BLAS kernels that the last epoch was trained with; empty: not known
   */
  public record Numbers(
      int epoch,
      List<EpochRecord> history,
      List<Rollback> rollbacks,
      double lowestValidation,
      int bestEpoch,
      double firstLoss,
      double lowestLoss,
      int weightsInMean,
      List<String> kernels) {
    public Numbers {
      kernels = kernels == null ? List.of() : List.copyOf(kernels);
      history = List.copyOf(history);
      rollbacks = List.copyOf(rollbacks);
      if (epoch < 1 || history.size() != epoch) {
        throw new IllegalArgumentException(
            "a state after epoch %d has the records of %d epochs".formatted(epoch, history.size()));
      }
    }
  }

  public TrainingState {
    requireNonNull(numbers, "numbers is null");
    weights = new TreeMap<>(weights);
    if (!weights.containsKey(PARAMETERS)) {
      throw new IllegalArgumentException("a state has no parameters, only " + weights.keySet());
    }
  }
}
