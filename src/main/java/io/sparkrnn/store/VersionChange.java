package io.sparkrnn.store;

import static java.util.Objects.requireNonNull;

/**
 * Change of a model's current version, by promotion or rollback. Component names are JSON keys.
 *
 * @param number number of the change, from 1
 * @param version version that became current
 * @param reason reason for the change
 * @param at timestamp, as ISO 8601 in UTC
 */
public record VersionChange(int number, int version, String reason, String at) {
  public VersionChange {
    requireNonNull(reason, "reason is null");
    requireNonNull(at, "at is null");
  }
}
