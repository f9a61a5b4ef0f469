package io.sparkrnn.train;

import java.io.Serializable;

/**
 * Keyed pseudorandom permutation of 0 .. size-1, computed value by value, so that every executor
 * can compute an example's position without a shuffled list of all examples.
 *
 * <p>It is a four-round Feistel network on the smallest domain of an even number of bits that holds
 * the size, with cycle walking until the value is in range (Black and Rogaway, "Ciphers with
 * arbitrary finite domains", 2002). It is for shuffling and not cryptographically secure.
 */
final class Permutation implements Serializable {

  private static final long serialVersionUID = 1L;

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

  /** Returns the position of {@code index} in this order. */
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
