package io.sparkrnn.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A part of a process's memory.
 *
 * @param basis what it is made of
 */
public record Amount(String name, long bytes, String basis) {

  public Amount {
    requireNonNull(name, "name is null");
    requireNonNull(basis, "basis is null");
  }

  static long sum(List<Amount> amounts) {
    return amounts.stream().mapToLong(Amount::bytes).sum();
  }
}
