package io.sparkrnn.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * An item of the memory estimate of a process.
 *
 * @param name use of the memory; also a key of the JSON of {@code plan}
 * @param basis how the size was determined, for display
 */
public record MemoryItem(String name, long bytes, String basis) {

  public MemoryItem {
    requireNonNull(name, "name is null");
    requireNonNull(basis, "basis is null");
  }

  static long sum(List<MemoryItem> amounts) {
    return amounts.stream().mapToLong(MemoryItem::bytes).sum();
  }
}
