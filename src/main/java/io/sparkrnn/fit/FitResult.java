package io.sparkrnn.fit;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.train.TrainingOutcome;
import io.sparkrnn.train.TrainingPlan;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Trained network with the plan and the outcomes of its training.
 *
 * @param network trained network
 * @param plan plan of the training with a validation split
 * @param outcome outcome of that training
 * @param refit outcome of the refit on all examples, which the network is then from; empty: there
 *     was none
 */
public record FitResult(
    MultiLayerNetwork network,
    TrainingPlan plan,
    TrainingOutcome outcome,
    Optional<TrainingOutcome> refit) {

  public FitResult {
    requireNonNull(network, "network is null");
    requireNonNull(plan, "plan is null");
    requireNonNull(outcome, "outcome is null");
    requireNonNull(refit, "refit is null");
  }

  /** Returns the outcomes of all trainings, in order. */
  public List<TrainingOutcome> outcomes() {
    return Stream.concat(Stream.of(outcome), refit.stream()).toList();
  }

  /** Returns the epoch records of all trainings, in order. */
  public List<EpochRecord> allEpochs() {
    return outcomes().stream().flatMap(one -> one.history().stream()).toList();
  }

  /** Returns the number of rollbacks in all trainings. */
  public int rollbacks() {
    return outcomes().stream().mapToInt(one -> one.rollbacks().size()).sum();
  }
}
