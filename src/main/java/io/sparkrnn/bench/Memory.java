package io.sparkrnn.bench;

import java.util.OptionalLong;

/**
 * The most memory that this process had in use for a while, in bytes.
 *
 * @param live in the heap after a collection; 0 if there was none
 * @param heap in the heap, with what is only waiting to be collected
 * @param resident of the whole process, where the system tells it
 */
public record Memory(long live, long heap, OptionalLong resident) {

  static final Memory NONE = new Memory(0, 0, OptionalLong.empty());

  Memory max(Memory other) {
    return new Memory(
        Math.max(live, other.live),
        Math.max(heap, other.heap),
        resident.isPresent() && other.resident.isPresent()
            ? OptionalLong.of(Math.max(resident.getAsLong(), other.resident.getAsLong()))
            : resident.isPresent() ? resident : other.resident);
  }
}
