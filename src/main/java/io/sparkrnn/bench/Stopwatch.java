package io.sparkrnn.bench;

import java.util.function.LongSupplier;

/** Measures durations and rates. */
final class Stopwatch {

  private final long start = System.nanoTime();

  /** Returns the seconds since the creation of this stopwatch. */
  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  /**
   * Repeats a piece of work and returns the amount of work per second.
   *
   * @param atLeastSeconds minimum duration
   * @param piece does a piece of work and returns its amount; runs at least once
   */
  static double perSecond(double atLeastSeconds, LongSupplier piece) {
    Stopwatch watch = new Stopwatch();
    long done = 0;
    double seconds;
    do {
      done += piece.getAsLong();
      seconds = watch.seconds();
    } while (seconds < atLeastSeconds);
    return done / seconds;
  }
}
