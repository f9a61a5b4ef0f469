package io.sparkrnn.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What one thing was measured at, several times: work a second, in the order of measuring. */
public record Rates(List<Double> all) {

  public Rates {
    all = List.copyOf(all);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("no measurement");
    }
  }

  /** The middle one; of an even number the mean of the two in the middle. */
  public double median() {
    List<Double> sorted = new ArrayList<>(all);
    Collections.sort(sorted);
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  /** The lowest. */
  public double min() {
    return Collections.min(all);
  }

  /** The highest. */
  public double max() {
    return Collections.max(all);
  }

  /** The one measured first, when nothing was warm. */
  public double first() {
    return all.get(0);
  }

  /** How far the measurements lie apart, as a share of their median. */
  public double spread() {
    return (max() - min()) / median();
  }
}
