package io.sparkrnn.bench;

import java.util.OptionalLong;

/**
 * Peak memory use of this process over a period, in bytes.
 *
 * @param live heap use after a garbage collection; 0 if there was none
 * @param heap heap use, including garbage
 * @param resident resident set size of the process; empty if the system does not report it
 */
public record MemoryUse(long live, long heap, OptionalLong resident) {

  static final MemoryUse NONE = new MemoryUse(0, 0, OptionalLong.empty());

  /** Returns the maximum of each value. */
  MemoryUse max(MemoryUse other) {
    return new MemoryUse(
        Math.max(live, other.live),
        Math.max(heap, other.heap),
        resident.isPresent() && other.resident.isPresent()
            ? OptionalLong.of(Math.max(resident.getAsLong(), other.resident.getAsLong()))
            : resident.isPresent() ? resident : other.resident);
  }
}
