package io.sparkrnn.workload;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

/** Named scores in the order in which they are shown, such as loss, then accuracy. */
public record Scores(List<Score> all) implements Serializable {

  /**
   * A named score.
   *
   * @param name the name in logs, JSON and plots: lower case, words joined by {@code _}
   * @param value the value; NaN where it is undefined, such as an AUC of one class
   */
  public record Score(String name, double value) implements Serializable {

    /** Whether the score with a name is an accuracy, which is shown in percent. */
    public static boolean isAccuracy(String name) {
      return name.equals("accuracy") || name.endsWith("_accuracy");
    }

    /** Returns the value with four decimals, or with five if it is below 0.1. */
    public String text() {
      boolean small = value != 0 && Math.abs(value) < 0.1;
      return String.format(Locale.ROOT, small ? "%.5f" : "%.4f", value);
    }
  }

  public Scores {
    all = List.copyOf(all);
    List<String> names = all.stream().map(Score::name).toList();
    if (names.stream().distinct().count() != names.size()) {
      throw new IllegalArgumentException("a score name occurs twice: " + names);
    }
  }

  /** Returns no scores. */
  public static Scores empty() {
    return new Scores(List.of());
  }

  /** Returns these scores with another one appended. */
  public Scores with(String name, double value) {
    List<Score> longer = new ArrayList<>(all);
    longer.add(new Score(name, value));
    return new Scores(longer);
  }

  /**
   * Whether a score is that of a baseline beside the model's own: its name is that of another score
   * with a prefix, as {@code naive_mae} beside {@code mae}.
   *
   * @param names names of all scores
   */
  public static boolean isOfBaseline(String name, Collection<String> names) {
    return names.stream().anyMatch(other -> name.endsWith("_" + other));
  }

  /** Returns the scores without those of baselines. */
  public Scores ofModel() {
    List<String> names = all.stream().map(Score::name).toList();
    return new Scores(all.stream().filter(score -> !isOfBaseline(score.name(), names)).toList());
  }

  /** Whether there is a score with a name. */
  public boolean has(String name) {
    return all.stream().anyMatch(score -> score.name().equals(name));
  }

  /**
   * Returns the value of a score.
   *
   * @throws NoSuchElementException if there is no such score; the message lists the existing ones
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
