package io.sparkrnn.train;

import java.util.Optional;
import java.util.function.Supplier;

/** Where the points from which a job can go on are kept. */
public interface ResumePoints {

  /** The point to go on from; empty: from the beginning. */
  Optional<ResumePoint> last();

  /**
   * Told after each epoch.
   *
   * @param point makes the point, which copies weights
   */
  void reached(Supplier<ResumePoint> point);

  /** Keeps none. */
  static ResumePoints none() {
    return new ResumePoints() {
      @Override
      public Optional<ResumePoint> last() {
        return Optional.empty();
      }

      @Override
      public void reached(Supplier<ResumePoint> point) {}
    };
  }
}
