package io.sparkrnn.cli.train;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sparkrnn.bench.Table;
import io.sparkrnn.cli.shared.JsonOutput;
import io.sparkrnn.eval.SeedStatistics;
import io.sparkrnn.report.ComparisonChart;
import io.sparkrnn.study.StudyResult;
import io.sparkrnn.study.StudyRow;
import io.sparkrnn.study.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Renders a study as lines for people, as JSON and as the lines of its chart. */
record StudyText(int cores) {

  private static final double MEGABYTE = 1e6;

  /** Returns a line about the last training. */
  String trial(StudyResult result) {
    Trial trial = result.trials().get(result.trials().size() - 1);
    return "%d of %d: %s, %s"
        .formatted(
            result.trials().size(),
            result.design().trainings(),
            trial.replicas() == 1
                ? "one replica"
                : trial.replicas() + " replicas, " + trial.variant().name(),
            TrialText.line(trial.seed(), trial.trainSeconds(), trial.scores()));
  }

  /** Returns a table of the results, suggestions for averaging, and notes on how to read them. */
  List<String> lines(StudyResult result) {
    String main = result.mainScore();
    Table table =
        new Table(
            "replicas x averaging",
            main + ", mean ± sd (range)",
            "gain",
            "loss",
            "train s",
            "MB per epoch",
            "divergence");
    for (StudyRow row : result.rows()) {
      table.add(
          row.name(),
          row.score(main).map(SeedStatistics::text).orElse("not finite"),
          result.gain(row).map(gain -> TrialText.gain(main, gain)).orElse(""),
          row.score("loss").map(loss -> TrialText.number("%.4f", loss.mean())).orElse(""),
          TrialText.number("%.1f", row.trainSeconds()),
          row.replicas() == 1 ? "" : TrialText.number("%.1f", row.bytesPerEpoch() / MEGABYTE),
          row.replicas() == 1 ? "" : TrialText.number("%.2f", row.divergence()));
    }
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "Scored on the %s split, %d seeds"
            .formatted(result.design().part(), result.design().seeds().size()));
    lines.addAll(table.lines());
    lines.add("");
    for (int replicas : result.design().replicas()) {
      lines.add(suggestion(result, replicas));
    }
    lines.add(
        "MB per epoch: weights and updater state to every replica and back. Divergence: distance of"
            + " the replicas from their mean, relative to how far the mean moved in the round.");
    if (result.design().replicas().stream().anyMatch(replicas -> replicas > cores)) {
      lines.add(
          "%d cores: more replicas than that take turns, so the times are not those of a cluster."
              .formatted(cores));
    }
    return lines;
  }

  private static String suggestion(StudyResult result, int replicas) {
    return result
        .suggestion(replicas)
        .map(row -> "%d replicas: %s is enough".formatted(replicas, row.variant().get().name()))
        .orElseGet(
            () ->
                "%d replicas: none of these is within %s points of one replica"
                    .formatted(replicas, result.design().tolerance()));
  }

  /**
   * Results of a study, as JSON has them.
   *
   * @param judgedBy split whose scores decide
   * @param suggested for each number of replicas, the averaging that is enough; null if none is
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record Json(
      boolean complete,
      String judgedBy,
      List<Long> seeds,
      int cores,
      List<JsonRow> rows,
      Map<String, String> suggested,
      List<JsonTraining> trainings) {}

  /**
   * Row of a study, as JSON has it.
   *
   * @param averaging null for one replica
   * @param gain null if it is unknown
   * @param drift replica divergence; null if it is unknown
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record JsonRow(
      int replicas,
      String averaging,
      @JsonUnwrapped TrialText.NamedScores scores,
      Double gain,
      double trainSeconds,
      long bytesPerEpoch,
      Double drift) {

    static JsonRow of(StudyResult result, StudyRow row) {
      return new JsonRow(
          row.replicas(),
          row.variant().map(variant -> variant.name()).orElse(null),
          TrialText.NamedScores.of(row.scores()),
          result.gain(row).orElse(null),
          row.trainSeconds(),
          row.bytesPerEpoch(),
          TrialText.finite(row.divergence()));
    }
  }

  /** Training of a study, as JSON has it; see {@link JsonRow}. */
  @JsonNaming(SnakeCaseStrategy.class)
  record JsonTraining(
      int replicas,
      String averaging,
      long seed,
      Map<String, Double> scores,
      int epochs,
      double trainSeconds,
      long bytesPerEpoch,
      Double drift,
      String modelSha256) {

    static JsonTraining of(Trial trial) {
      return new JsonTraining(
          trial.replicas(),
          trial.replicas() == 1 ? null : trial.variant().name(),
          trial.seed(),
          JsonOutput.of(trial.scores()),
          trial.epochs(),
          trial.trainSeconds(),
          trial.bytesPerEpoch(),
          TrialText.finite(trial.divergence()),
          trial.modelSha256());
    }
  }

  Json json(StudyResult result) {
    Map<String, String> suggested = new LinkedHashMap<>();
    for (int replicas : result.design().replicas()) {
      suggested.put(
          Integer.toString(replicas),
          result
              .suggestion(replicas)
              .flatMap(StudyRow::variant)
              .map(variant -> variant.name())
              .orElse(null));
    }
    return new Json(
        result.complete(),
        result.design().part().name(),
        result.design().seeds(),
        cores,
        result.rows().stream().map(row -> JsonRow.of(result, row)).toList(),
        suggested,
        result.trials().stream().map(JsonTraining::of).toList());
  }

  /** Returns a line for each kind of averaging, all of which begin at one replica. */
  List<ComparisonChart.Line> picture(StudyResult result) {
    Map<String, List<StudyRow>> byVariant = new LinkedHashMap<>();
    Optional<StudyRow> one = result.rows().stream().filter(row -> row.replicas() == 1).findFirst();
    for (StudyRow row : result.rows()) {
      row.variant()
          .ifPresent(
              variant ->
                  byVariant
                      .computeIfAbsent(
                          variant.name(),
                          none -> new ArrayList<>(one.map(List::of).orElse(List.of())))
                      .add(row));
    }
    List<ComparisonChart.Line> lines = new ArrayList<>();
    byVariant.forEach((name, rows) -> lines.add(line(result.mainScore(), name, rows)));
    return lines;
  }

  private static ComparisonChart.Line line(String score, String name, List<StudyRow> rows) {
    List<StudyRow> scored = rows.stream().filter(row -> row.score(score).isPresent()).toList();
    return new ComparisonChart.Line(
        name,
        scored.stream().map(StudyRow::replicas).toList(),
        scored.stream().map(row -> row.score(score).get().mean()).toList(),
        scored.stream().map(row -> row.score(score).get().deviation()).toList());
  }
}
