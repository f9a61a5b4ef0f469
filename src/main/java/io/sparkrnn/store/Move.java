package io.sparkrnn.store;

import static java.util.Objects.requireNonNull;

/**
 * A version became the current one.
 *
 * @param number of the move, from 1
 * @param version that became current
 * @param reason why
 * @param at when, as ISO 8601 in UTC
 */
public record Move(int number, int version, String reason, String at) {
  public Move {
    requireNonNull(reason, "reason is null");
    requireNonNull(at, "at is null");
  }
}
