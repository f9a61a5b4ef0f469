package io.sparkrnn.workload.sentiment;

import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.Figure.Table;
import io.sparkrnn.workload.Figure.TableStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Figures of a test of a classifier, whose size is bounded for any number of classes.
 *
 * @param names names of the classes
 * @param counts predictions by class
 * @param ranking areas under the ROC curves
 */
record ClassFigures(List<String> names, ClassCounts counts, BinnedAuc ranking) {

  /** Maximum number of classes in the confusion matrix. */
  private static final int MATRIX = 12;

  /** Maximum number of classes in the table of their scores. */
  private static final int SCORES = 100;

  /** Maximum number of pairs of classes in the table of confusions. */
  private static final int PAIRS = 20;

  private static final String NONE = "–";

  /**
   * Returns the figures.
   *
   * @param judged the test examples
   */
  List<Figure> of(Supplier<Stream<ClassifiedReview>> judged) {
    List<Figure> figures = new ArrayList<>();
    figures.add(scores());
    figures.add(matrix(judged));
    Map<Long, Long> confusions = confusions(judged);
    if (names.size() > 2 && !confusions.isEmpty()) {
      figures.add(pairs(confusions));
    }
    Calibration calibration = Calibration.ofPredicted(judged.get());
    figures.add(calibration.plot());
    figures.add(calibration.table());
    return List.copyOf(figures);
  }

  private Table scores() {
    List<Integer> shown = largest(SCORES);
    double error =
        IntStream.range(0, names.size())
            .mapToDouble(ranking::error)
            .filter(Double::isFinite)
            .max()
            .orElse(0);
    return new Table(
        "Scores by class",
        String.format(
            Locale.ROOT,
            "%sAUC is that of the class against all others, within %.4f of its exact value.",
            shown.size() < names.size()
                ? "The %,d largest of %,d classes. ".formatted(shown.size(), names.size())
                : "",
            error),
        TableStyle.PLAIN,
        List.of("Class", "Precision", "Recall", "F1", "AUC", "Reviews"),
        shown.stream()
            .map(
                of ->
                    List.of(
                        names.get(of),
                        decimals(counts.precision(of)),
                        decimals(counts.recall(of)),
                        decimals(counts.f1(of)),
                        decimals(ranking.area(of)),
                        String.format(Locale.ROOT, "%,d", counts.support()[of])))
            .toList());
  }

  private static String decimals(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : NONE;
  }

  /** Returns the indices of the classes with most examples, in ascending order. */
  private List<Integer> largest(int most) {
    return IntStream.range(0, names.size())
        .boxed()
        .sorted(Comparator.comparingLong(of -> -counts.support()[of]))
        .limit(most)
        .sorted()
        .toList();
  }

  private Table matrix(Supplier<Stream<ClassifiedReview>> judged) {
    List<Integer> shown = largest(MATRIX);
    boolean whole = shown.size() == names.size();
    // Column of each class; the last one is that of all classes that are not shown.
    int[] columnOf = new int[names.size()];
    Arrays.fill(columnOf, shown.size());
    IntStream.range(0, shown.size()).forEach(column -> columnOf[shown.get(column)] = column);
    long[][] cells = new long[shown.size() + 1][shown.size() + 1];
    judged.get().forEach(one -> cells[columnOf[one.truth()]][columnOf[one.predicted()]]++);
    List<String> labels = new ArrayList<>(shown.stream().map(names::get).toList());
    if (!whole) {
      labels.add("%,d others".formatted(names.size() - shown.size()));
    }
    List<String> header = new ArrayList<>(List.of("Truth"));
    labels.forEach(label -> header.add("Predicted " + label));
    List<List<String>> rows = new ArrayList<>();
    for (int row = 0; row < labels.size(); row++) {
      List<String> line = new ArrayList<>(List.of(labels.get(row)));
      for (int column = 0; column < labels.size(); column++) {
        line.add(Long.toString(cells[row][column]));
      }
      rows.add(line);
    }
    return new Table(
        "Confusion matrix",
        "Rows are the true classes, columns the most probable ones."
            + (whole
                ? ""
                : " The %,d largest classes; the others are one row and one column, right or wrong."
                    .formatted(shown.size())),
        TableStyle.MATRIX,
        header,
        rows);
  }

  /** Returns the number of mistakes by pair of classes, {@code truth * classes + predicted}. */
  private Map<Long, Long> confusions(Supplier<Stream<ClassifiedReview>> judged) {
    Map<Long, Long> confusions = new HashMap<>();
    judged
        .get()
        .filter(one -> one.verdict() == Verdict.WRONG)
        .forEach(
            one ->
                confusions.merge(
                    (long) one.truth() * names.size() + one.predicted(), 1L, Long::sum));
    return confusions;
  }

  private Table pairs(Map<Long, Long> confusions) {
    return new Table(
        "Most frequent confusions",
        "Classes that are taken for others most often.",
        TableStyle.PLAIN,
        List.of("Truth", "Predicted", "Reviews", "Share of the class"),
        confusions.entrySet().stream()
            .sorted(
                Map.Entry.<Long, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(PAIRS)
            .map(
                pair -> {
                  int truth = (int) (pair.getKey() / names.size());
                  return List.of(
                      names.get(truth),
                      names.get((int) (pair.getKey() % names.size())),
                      String.format(Locale.ROOT, "%,d", pair.getValue()),
                      String.format(
                          Locale.ROOT,
                          "%.1f %%",
                          100.0 * pair.getValue() / counts.support()[truth]));
                })
            .toList());
  }
}
