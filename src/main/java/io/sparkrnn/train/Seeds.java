package io.sparkrnn.train;

/**
 * Derives the seed of each random choice from the job's seed, a purpose and coordinates, so that no
 * choice depends on earlier choices or on the executor that makes it.
 */
final class Seeds {

  /** Purposes of random choices; each has its own random stream. The order enters the seeds. */
  enum Purpose {
    VALIDATION_SPLIT,
    SHARDING,
    SHUFFLING,
    DROPOUT,
    MINIBATCH,
    BUCKETS,
    ROUNDING,
    BLOCKS
  }

  private Seeds() {}

  /** Returns the seed for a purpose and coordinates such as epoch, shard and minibatch. */
  static long derive(long seed, Purpose purpose, long... coordinates) {
    long value = mix(seed, purpose.ordinal() + 1L);
    for (long coordinate : coordinates) {
      value = mix(value, coordinate);
    }
    return value;
  }

  /** Mixes two words with SplitMix64's finalizer (Steele, Lea and Flood, OOPSLA 2014). */
  static long mix(long a, long b) {
    long z = a * 0x9E3779B97F4A7C15L + b + 0x632BE59BD9B4E019L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
