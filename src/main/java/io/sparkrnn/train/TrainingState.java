package io.sparkrnn.train;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.nn.Weights;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that a training has to know to go on after an epoch as if it had never stopped. What
 * is not here follows from seed and epoch: the order of examples, dropout, the learning rate.
 *
 * @param numbers all that is no vector
 * @param weights vectors by name, in the order of their names
 */
public record TrainingState(Numbers numbers, Map<String, Weights> weights) {

  static final String PARAMETERS = "parameters";
  static final String UPDATER = "updater";
  static final String VELOCITY = "velocity";
  static final String MEAN = "mean";
  static final String KEPT = "kept";

  /**
   * What is no vector.
   *
   * @param epoch the last one that was trained, from 1
   * @param history one record an epoch
   * @param rollbacks epochs that were trained again
   * @param lowestValidation the lowest validation loss so far
   * @param bestEpoch the epoch that had it
   * @param firstLoss the first epoch's training loss
   * @param lowestLoss the lowest training loss so far
   * @param weightsInMean how many averages the mean of weights is of
   * @param kernels that the last epoch was trained with; empty: not known
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
