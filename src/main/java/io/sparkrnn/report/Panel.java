package io.sparkrnn.report;

import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.workload.Figure.Line;
import io.sparkrnn.workload.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Learning curves of one score over the epochs.
 *
 * @param score name of the score
 * @param curves training, then validation; curves without a finite point are left out
 */
record Panel(String score, List<Curve> curves) {

  private static final String LOSS = "loss";

  Panel {
    curves = curves.stream().filter(curve -> !curve.isEmpty()).toList();
  }

  String title() {
    return DisplayFormat.title(score);
  }

  SvgPlot plot() {
    return SvgPlot.overWholeNumbers(title() + " over the epochs", "Epoch", title(), curves);
  }

  /**
   * Returns at most two panels: the first score other than the loss, then the loss. If training and
   * validation have scores in common, only those are shown.
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

  /** Returns the names of the scores of all epochs, in order of first occurrence. */
  static List<String> scoreNames(List<EpochRecord> history, Function<EpochRecord, Scores> split) {
    return history.stream()
        .flatMap(epoch -> split.apply(epoch).all().stream())
        .map(Scores.Score::name)
        .distinct()
        .toList();
  }

  private static Panel of(String score, List<EpochRecord> history) {
    return new Panel(
        score,
        List.of(
            new Curve(line("training", score, history, EpochRecord::training), Curve.Role.TRAINING),
            new Curve(
                line("validation", score, history, EpochRecord::validation),
                Curve.Role.VALIDATION)));
  }

  private static Line line(
      String name, String score, List<EpochRecord> history, Function<EpochRecord, Scores> split) {
    List<EpochRecord> having =
        history.stream().filter(epoch -> split.apply(epoch).has(score)).toList();
    return new Line(
        name,
        having.stream().map(epoch -> (double) epoch.epoch()).toList(),
        having.stream().map(epoch -> split.apply(epoch).value(score)).toList());
  }
}
