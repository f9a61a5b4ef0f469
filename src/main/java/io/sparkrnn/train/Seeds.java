package io.sparkrnn.train;

/**
 * Derives the seed of every random choice from the job's one seed and the names of what it is for,
 * so that no choice depends on which others were made before it, or where.
 */
final class Seeds {

  /** What randomness is needed for; each draws from a stream of its own. */
  enum Purpose {
    VALIDATION_SPLIT,
    SHARDING,
    SHUFFLING,
    DROPOUT,
    MINIBATCH,
    BUCKETS
  }

  private Seeds() {}

  /** The seed for a purpose and its coordinates, such as epoch, shard and minibatch. */
  static long derive(long seed, Purpose purpose, long... coordinates) {
    long value = mix(seed, purpose.ordinal() + 1L);
    for (long coordinate : coordinates) {
      value = mix(value, coordinate);
    }
    return value;
  }

  /** SplitMix64's finaliser over both words (Steele, Lea and Flood, OOPSLA 2014). */
  static long mix(long a, long b) {
    long z = a * 0x9E3779B97F4A7C15L + b + 0x632BE59BD9B4E019L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
