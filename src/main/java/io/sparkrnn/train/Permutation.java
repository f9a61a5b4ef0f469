package io.sparkrnn.train;

/**
 * A keyed random order of 0 .. size-1 that is computed value by value, so that every executor knows
 * where an example belongs without a shuffled list of all of them.
 *
 * <p>A four-round Feistel network on the smallest even-bit domain that holds the size, walked until
 * it lands inside (Black and Rogaway, "Ciphers with arbitrary finite domains", 2002). It shuffles;
 * it does not encrypt.
 */
final class Permutation {

  private static final int ROUNDS = 4;

  private final long size;
  private final long key;
  private final int halfBits;
  private final long halfMask;

  Permutation(long size, long key) {
    if (size < 1) {
      throw new IllegalArgumentException("size is " + size + ", expected at least 1");
    }
    this.size = size;
    this.key = key;
    int bits = Math.max(2, Long.SIZE - Long.numberOfLeadingZeros(size - 1));
    this.halfBits = (bits + 1) / 2;
    this.halfMask = (1L << halfBits) - 1;
  }

  /** Where {@code index} comes in this order. */
  long position(long index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("index " + index + " of " + size);
    }
    long value = index;
    do {
      value = feistel(value);
    } while (value >= size);
    return value;
  }

  private long feistel(long value) {
    long left = value >>> halfBits;
    long right = value & halfMask;
    for (int round = 0; round < ROUNDS; round++) {
      long mixed = left ^ (Seeds.mix(key + round, right) & halfMask);
      left = right;
      right = mixed;
    }
    return (left << halfBits) | right;
  }
}
