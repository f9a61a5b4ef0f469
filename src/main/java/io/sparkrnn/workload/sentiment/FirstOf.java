package io.sparkrnn.workload.sentiment;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/** Selection of the first few elements of a stream in an order. */
final class FirstOf {

  private FirstOf() {}

  /**
   * Returns the first elements in an order, sorted; there may be fewer than the limit. Holds only
   * them in memory, where sorting the stream would hold all of it.
   */
  static <T> List<T> stream(Stream<T> elements, Comparator<T> order, int limit) {
    PriorityQueue<T> first = new PriorityQueue<>(order.reversed());
    elements.forEach(
        element -> {
          first.add(element);
          if (first.size() > limit) {
            first.remove();
          }
        });
    return first.stream().sorted(order).toList();
  }
}
