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
 * A trained network and how it came about.
 *
 * @param plan of the training with a validation part
 * @param outcome of that training
 * @param refit of the training on all examples, which the network is of; empty: there was none
 */
public record Fitted(
    MultiLayerNetwork network,
    TrainingPlan plan,
    TrainingOutcome outcome,
    Optional<TrainingOutcome> refit) {

  public Fitted {
    requireNonNull(network, "network is null");
    requireNonNull(plan, "plan is null");
    requireNonNull(outcome, "outcome is null");
    requireNonNull(refit, "refit is null");
  }

  /** Those of all trainings, in their order. */
  public List<TrainingOutcome> outcomes() {
    return Stream.concat(Stream.of(outcome), refit.stream()).toList();
  }

  /** The epochs of all trainings. */
  public List<EpochRecord> allEpochs() {
    return outcomes().stream().flatMap(one -> one.history().stream()).toList();
  }

  /** How often training went back. */
  public int rollbacks() {
    return outcomes().stream().mapToInt(one -> one.rollbacks().size()).sum();
  }
}
