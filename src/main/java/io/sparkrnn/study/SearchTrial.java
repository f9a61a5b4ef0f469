package io.sparkrnn.study;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.workload.Scores;
import java.util.List;

/**
 * One training of a search, judged by its validation split.
 *
 * @param seed seed of the training and of its validation split
 * @param replicas number of replicas
 * @param trainingExamples number of examples in the training split
 * @param validationExamples number of examples in the validation split
 * @param scores scores of the trained network, those of a test; empty if training diverged
 * @param epochs scores of each epoch that did not diverge
 * @param keptEpoch epoch whose weights were judged, from 1; 0 if training diverged
 * @param rollbacks number of rollbacks of diverged epochs
 * @param trainSeconds seconds of training and averaging, without validation
 * @param modelSha256 SHA-256 of the model's parameters; empty text if training diverged
 * @param failure how training diverged; empty text if it did not
 */
public record SearchTrial(
    long seed,
    int replicas,
    long trainingExamples,
    long validationExamples,
    Scores scores,
    List<SearchTrial.Epoch> epochs,
    int keptEpoch,
    int rollbacks,
    double trainSeconds,
    String modelSha256,
    String failure) {

  /**
   * Scores after an epoch.
   *
   * @param epoch from 1
   * @param training scores while training
   * @param validation scores of the averaged network on the validation split
   */
  public record Epoch(int epoch, Scores training, Scores validation) {

    public Epoch {
      requireNonNull(training, "training is null");
      requireNonNull(validation, "validation is null");
    }
  }

  public SearchTrial {
    requireNonNull(scores, "scores is null");
    epochs = List.copyOf(epochs);
    requireNonNull(modelSha256, "modelSha256 is null");
    requireNonNull(failure, "failure is null");
  }

  /** Whether training diverged, so that there is nothing to judge. */
  public boolean isDiverged() {
    return !failure.isEmpty();
  }
}
