package io.sparkrnn.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Repeated measurements of a rate.
 *
 * @param all the rates per second, in the order of measurement; at least one
 */
public record Rates(List<Double> all) {

  public Rates {
    all = List.copyOf(all);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("no measurements, expected at least one");
    }
  }

  /** Returns the median; the mean of the middle two of an even number of rates. */
  public double median() {
    List<Double> sorted = new ArrayList<>(all);
    Collections.sort(sorted);
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  /** Returns the minimum. */
  public double min() {
    return Collections.min(all);
  }

  /** Returns the maximum. */
  public double max() {
    return Collections.max(all);
  }

  /** Returns the first measurement, without warm-up. */
  public double first() {
    return all.get(0);
  }

  /** Returns the range of the rates, relative to their median. */
  public double spread() {
    return (max() - min()) / median();
  }
}
