package io.sparkrnn.cli.train;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sparkrnn.bench.Table;
import io.sparkrnn.config.Candidate;
import io.sparkrnn.config.ResolvedConfig;
import io.sparkrnn.eval.SeedStatistics;
import io.sparkrnn.study.CandidateTrials;
import io.sparkrnn.study.MainScore;
import io.sparkrnn.study.PairedDifference;
import io.sparkrnn.study.SearchResult;
import io.sparkrnn.study.SearchTrial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Renders a search as lines for people and as JSON. */
final class SearchText {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LOSS = "loss";

  /** Returns a line about a training. */
  static String line(SearchTrial trial) {
    String line = TrialText.line(trial.seed(), trial.trainSeconds(), trial.scores());
    return trial.isDiverged() ? line + " - " + trial.failure() : line;
  }

  /** Returns a table of the candidates, the best one first, and notes on how to read it. */
  List<String> lines(SearchResult result) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    Optional<MainScore> main = result.mainScore();
    if (main.isEmpty()) {
      lines.add("Every training diverged; lower training.learning-rate");
      return lines;
    }
    String score = main.get().name();
    lines.add(
        "Scored on validation splits, %d seeds, the best first (%s is better)"
            .formatted(result.seeds().size(), main.get().isHigherBetter() ? "higher" : "lower"));
    lines.addAll(table(result, score).lines());
    lines.add("");
    CandidateTrials best = result.ranking().get(0);
    lines.add("Best: " + best.candidate().name() + settings(best.candidate()));
    lines.add(
        "Beside %s: mean difference with the same seeds, ± its standard error. Least loss at: the"
                .formatted(result.reference().candidate().name())
            + " epoch of the lowest validation loss by seed, of all epochs; later ones overfit.");
    lines.add("The best of many by validation is in part the luckiest: test it once, with train.");
    if (!result.isOnEqualSplits()) {
      lines.add(
          "Warning: the candidates' validation splits differ in size, so that their scores are not"
              + " those of the same examples");
    }
    return lines;
  }

  private static Table table(SearchResult result, String score) {
    Table table =
        new Table(
            "candidate",
            score + ", mean ± sd (range)",
            "beside " + result.reference().candidate().name(),
            LOSS,
            "least loss at",
            "train s");
    for (CandidateTrials row : result.ranking()) {
      table.add(
          row.candidate().name(),
          row.score(score).map(SeedStatistics::text).orElseGet(() -> unscored(row)),
          result
              .difference(row)
              .map(one -> TrialText.gain(score, one.mean(), one.standardError()))
              .orElse(""),
          row.score(LOSS).map(loss -> TrialText.number("%.4f", loss.mean())).orElse(""),
          leastLoss(row),
          row.trainSeconds().isPresent()
              ? TrialText.number("%.1f", row.trainSeconds().getAsDouble())
              : "");
    }
    return table;
  }

  private static String unscored(CandidateTrials row) {
    return row.diverged() > 0
        ? "%d of %d diverged".formatted(row.diverged(), row.trials().size())
        : "not finite";
  }

  /** Returns the epochs of the lowest validation loss, such as {@code 5 6 5 of 8}. */
  private static String leastLoss(CandidateTrials row) {
    if (row.trials().stream().anyMatch(trial -> trial.epochs().isEmpty())) {
      return "";
    }
    int longest = row.trials().stream().mapToInt(trial -> trial.epochs().size()).max().orElse(0);
    return row.trials().stream()
            .map(trial -> Integer.toString(leastLoss(trial)))
            .collect(Collectors.joining(" "))
        + " of "
        + longest;
  }

  private static int leastLoss(SearchTrial trial) {
    // The loss is the first score of each epoch.
    return trial.epochs().stream()
        .min(
            Comparator.comparingDouble(
                (SearchTrial.Epoch epoch) -> epoch.validation().all().get(0).value()))
        .orElseThrow()
        .epoch();
  }

  private static String settings(Candidate candidate) {
    return candidate.given().isEmpty()
        ? ", the settings of the job"
        : candidate.given().stream()
            .map(entry -> entry.key() + " = " + entry.value())
            .collect(Collectors.joining(", ", ": ", ""));
  }

  /**
   * Results of a search, as JSON has them.
   *
   * @param complete whether all trainings are done
   * @param judgedBy split whose scores decide
   * @param score name of the score that decides; null as long as every training diverged
   * @param better whether higher or lower values are better; null likewise
   * @param reference name of the candidate that the others are compared with
   * @param equalSplits whether every validation split has the same number of examples
   * @param candidates the best first
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record Json(
      boolean complete,
      String judgedBy,
      String score,
      String better,
      List<Long> seeds,
      String reference,
      boolean equalSplits,
      List<JsonCandidate> candidates) {}

  /**
   * Candidate, as JSON has it.
   *
   * @param settings settings that differ from the job's
   * @param difference difference from the reference; null for itself, or if it is unknown
   * @param trainSeconds mean time of training; null without trainings
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record JsonCandidate(
      String name,
      Map<String, JsonNode> settings,
      @JsonUnwrapped TrialText.NamedScores scores,
      JsonDifference difference,
      Double trainSeconds,
      List<TrialFiles.Training> trainings) {}

  /** Paired difference, as JSON has it. */
  @JsonNaming(SnakeCaseStrategy.class)
  record JsonDifference(int seeds, double mean, double standardError) {

    static JsonDifference of(PairedDifference difference) {
      return new JsonDifference(difference.seeds(), difference.mean(), difference.standardError());
    }
  }

  Json json(SearchResult result) {
    Optional<MainScore> main = result.mainScore();
    return new Json(
        result.isComplete(),
        "validation",
        main.map(MainScore::name).orElse(null),
        main.map(score -> score.isHigherBetter() ? "higher" : "lower").orElse(null),
        result.seeds(),
        result.reference().candidate().name(),
        result.isOnEqualSplits(),
        result.ranking().stream().map(one -> candidate(result, one)).toList());
  }

  private static JsonCandidate candidate(SearchResult result, CandidateTrials one) {
    Map<String, JsonNode> settings = new LinkedHashMap<>();
    one.candidate().given().forEach(entry -> settings.put(entry.key(), value(entry)));
    return new JsonCandidate(
        one.candidate().name(),
        settings,
        TrialText.NamedScores.of(one.scores()),
        result.difference(one).map(JsonDifference::of).orElse(null),
        one.trainSeconds().isPresent() ? (Double) one.trainSeconds().getAsDouble() : null,
        one.trials().stream()
            .map(trial -> TrialFiles.Training.of(one.candidate().name(), trial))
            .toList());
  }

  private static JsonNode value(ResolvedConfig.Entry entry) {
    try {
      return JSON.readTree(entry.value());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(entry.key() + " is not rendered as JSON", e);
    }
  }
}
