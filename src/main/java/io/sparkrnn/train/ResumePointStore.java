package io.sparkrnn.train;

import java.util.Optional;
import java.util.function.Supplier;

/** Store of the points from which a job can resume. */
public interface ResumePointStore {

  /** Returns the point to resume from; empty: training starts at the beginning. */
  Optional<ResumePoint> last();

  /**
   * Called after each epoch.
   *
   * @param point creates the point, which copies weights
   */
  void reached(Supplier<ResumePoint> point);

  /** Returns a store that keeps nothing. */
  static ResumePointStore none() {
    return new ResumePointStore() {
      @Override
      public Optional<ResumePoint> last() {
        return Optional.empty();
      }

      @Override
      public void reached(Supplier<ResumePoint> point) {}
    };
  }
}
