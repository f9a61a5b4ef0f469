package io.sparkrnn.cli.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sparkrnn.cli.shared.JsonOutput;
import io.sparkrnn.store.SingleFile;
import io.sparkrnn.study.SearchTrial;
import io.sparkrnn.workload.Scores;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Results of a search's trainings, one JSON file each. A file's name has the hash of all that
 * decides the result, so that a search finds those of its settings and no others.
 */
final class TrialFiles {

  private static final Logger LOG = LoggerFactory.getLogger(TrialFiles.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DIGITS = 16;

  private final String folder;
  private final Configuration hadoop;

  /**
   * Creates the results in a folder.
   *
   * @param folder folder of the search, local or any Hadoop URI
   */
  TrialFiles(String folder, Configuration hadoop) {
    this.folder = folder + "/trainings";
    this.hadoop = hadoop;
  }

  /**
   * A file's content.
   *
   * @param identity hash of all that decides the result
   */
  private record Kept(String identity, Training training) {}

  /**
   * Training of a search, as JSON has it.
   *
   * @param candidate name of the candidate that was trained, for people
   * @param scores null where a score is not finite
   * @param diverged how training diverged; null if it did not
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record Training(
      String candidate,
      long seed,
      int replicas,
      long trainingExamples,
      long validationExamples,
      Map<String, Double> scores,
      int keptEpoch,
      int rollbacks,
      double trainSeconds,
      String modelSha256,
      String diverged,
      List<Epoch> epochs) {

    static Training of(String candidate, SearchTrial trial) {
      return new Training(
          candidate,
          trial.seed(),
          trial.replicas(),
          trial.trainingExamples(),
          trial.validationExamples(),
          JsonOutput.of(trial.scores()),
          trial.keptEpoch(),
          trial.rollbacks(),
          trial.trainSeconds(),
          trial.modelSha256(),
          trial.isDiverged() ? trial.failure() : null,
          trial.epochs().stream()
              .map(
                  epoch ->
                      new Epoch(
                          epoch.epoch(),
                          JsonOutput.of(epoch.training()),
                          JsonOutput.of(epoch.validation())))
              .toList());
    }

    private SearchTrial trial() {
      return new SearchTrial(
          seed,
          replicas,
          trainingExamples,
          validationExamples,
          read(scores),
          epochs.stream()
              .map(
                  one ->
                      new SearchTrial.Epoch(one.epoch(), read(one.train()), read(one.validation())))
              .toList(),
          keptEpoch,
          rollbacks,
          trainSeconds,
          modelSha256,
          diverged == null ? "" : diverged);
    }

    private static Scores read(Map<String, Double> scores) {
      List<Scores.Score> all = new ArrayList<>();
      scores.forEach(
          (name, value) -> all.add(new Scores.Score(name, value == null ? Double.NaN : value)));
      return new Scores(all);
    }
  }

  /** Scores of an epoch, as JSON has them. */
  record Epoch(int epoch, Map<String, Double> train, Map<String, Double> validation) {}

  /** Returns the result of an identity; empty if there is none, or its file is damaged. */
  Optional<SearchTrial> find(long seed, String identity) {
    String file = file(seed, identity);
    return SingleFile.find(file, hadoop).flatMap(bytes -> parsed(file, identity, bytes));
  }

  private static Optional<SearchTrial> parsed(String file, String identity, byte[] bytes) {
    try {
      Kept kept = JSON.readValue(bytes, Kept.class);
      if (kept != null && identity.equals(kept.identity())) {
        return Optional.of(kept.training().trial());
      }
      LOG.warn("{} is not the result of its name; training it again", file);
    } catch (IOException | IllegalArgumentException | NullPointerException e) {
      LOG.warn("{} is not the result of a training; training it again", file, e);
    }
    return Optional.empty();
  }

  /**
   * Writes a result atomically.
   *
   * @param candidate name of the candidate
   */
  void keep(String candidate, String identity, SearchTrial trial) {
    SingleFile.write(
        file(trial.seed(), identity),
        JsonOutput.pretty(new Kept(identity, Training.of(candidate, trial))),
        hadoop);
  }

  private String file(long seed, String identity) {
    return "%s/seed-%d-%s.json".formatted(folder, seed, identity.substring(0, DIGITS));
  }
}
