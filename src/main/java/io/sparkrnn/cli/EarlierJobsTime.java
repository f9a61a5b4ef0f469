package io.sparkrnn.cli;

import io.sparkrnn.train.EpochListener;
import io.sparkrnn.train.EpochRecord;
import java.util.List;

/** Sums the time that earlier jobs of a resumed run spent on the epochs it skips. */
final class EarlierJobsTime implements EpochListener {

  private double seconds;

  @Override
  public void resumed(List<EpochRecord> before) {
    for (EpochRecord epoch : before) {
      seconds += epoch.trainSeconds() + epoch.validationSeconds();
    }
  }

  /** Returns seconds of training and validation. */
  double seconds() {
    return seconds;
  }
}
