package io.sparkrnn.bench;

import java.util.function.LongSupplier;

/** Times work that says how much it was. */
final class Stopwatch {

  private final long start = System.nanoTime();

  /** Seconds since this was made. */
  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  /**
   * Work a second, of pieces done one after the other for at least so long.
   *
   * @param piece does a piece, at least once, and says how much it was
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
