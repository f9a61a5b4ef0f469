package io.sparkrnn.workload;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

/** Named figures of merit in the order in which they are shown, such as loss, then accuracy. */
public record Scores(List<Score> all) implements Serializable {

  /**
   * One figure of merit.
   *
   * @param name as it appears in logs, JSON and plots: lower case, words joined by {@code _}
   * @param value the figure; may be NaN where it is undefined (an AUC of one class)
   */
  public record Score(String name, double value) implements Serializable {

    /** Whether the score of a name is the share of right answers, which people read in percent. */
    public static boolean isAccuracy(String name) {
      return name.equals("accuracy") || name.endsWith("_accuracy");
    }

    /** The figure with four decimals, or five where that would leave little of it. */
    public String text() {
      boolean small = value != 0 && Math.abs(value) < 0.1;
      return String.format(Locale.ROOT, small ? "%.5f" : "%.4f", value);
    }
  }

  public Scores {
    all = List.copyOf(all);
    List<String> names = all.stream().map(Score::name).toList();
    if (names.stream().distinct().count() != names.size()) {
      throw new IllegalArgumentException("scores name one thing twice: " + names);
    }
  }

  public static Scores empty() {
    return new Scores(List.of());
  }

  /** These scores and one more at the end. */
  public Scores with(String name, double value) {
    List<Score> longer = new ArrayList<>(all);
    longer.add(new Score(name, value));
    return new Scores(longer);
  }

  public boolean has(String name) {
    return all.stream().anyMatch(score -> score.name().equals(name));
  }

  /**
   * The value of a score.
   *
   * @throws NoSuchElementException naming the scores there are
   */
  public double value(String name) {
    return all.stream()
        .filter(score -> score.name().equals(name))
        .mapToDouble(Score::value)
        .findFirst()
        .orElseThrow(
            () ->
                new NoSuchElementException(
                    "no score '%s', there are %s"
                        .formatted(
                            name,
                            all.stream().map(Score::name).collect(Collectors.joining(", ")))));
  }
}
