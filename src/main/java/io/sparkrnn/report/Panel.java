package io.sparkrnn.report;

import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.workload.Exhibit.Line;
import io.sparkrnn.workload.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One score over the epochs of a history.
 *
 * @param score the score's name
 * @param curves training, then validation; a curve without any finite point is left out
 */
record Panel(String score, List<Curve> curves) {

  private static final String LOSS = "loss";

  Panel {
    curves = curves.stream().filter(curve -> !curve.isEmpty()).toList();
  }

  String title() {
    return Figures.title(score);
  }

  /**
   * At most two panels: the first score that is not the loss, then the loss. Where there is
   * validation, scores that only training has are not shown.
   */
  static List<Panel> of(List<EpochRecord> history) {
    List<String> shown = new ArrayList<>(names(history));
    if (shown.remove(LOSS)) {
      shown.add(Math.min(1, shown.size()), LOSS);
    }
    return shown.stream()
        .limit(2)
        .map(score -> of(score, history))
        .filter(panel -> !panel.curves().isEmpty())
        .toList();
  }

  private static List<String> names(List<EpochRecord> history) {
    List<String> training = scoreNames(history, EpochRecord::training);
    List<String> validation = scoreNames(history, EpochRecord::validation);
    List<String> common = training.stream().filter(validation::contains).toList();
    if (!common.isEmpty()) {
      return common;
    }
    return Stream.concat(training.stream(), validation.stream()).distinct().toList();
  }

  /** The names that any epoch has, in their order. */
  static List<String> scoreNames(List<EpochRecord> history, Function<EpochRecord, Scores> part) {
    return history.stream()
        .flatMap(epoch -> part.apply(epoch).all().stream())
        .map(Scores.Score::name)
        .distinct()
        .toList();
  }

  private static Panel of(String score, List<EpochRecord> history) {
    return new Panel(
        score,
        List.of(
            new Curve(line("train", score, history, EpochRecord::training), Curve.Role.TRAINING),
            new Curve(
                line("validation", score, history, EpochRecord::validation),
                Curve.Role.VALIDATION)));
  }

  private static Line line(
      String name, String score, List<EpochRecord> history, Function<EpochRecord, Scores> part) {
    List<EpochRecord> having =
        history.stream().filter(epoch -> part.apply(epoch).has(score)).toList();
    return new Line(
        name,
        having.stream().map(epoch -> (double) epoch.epoch()).toList(),
        having.stream().map(epoch -> part.apply(epoch).value(score)).toList());
  }
}
