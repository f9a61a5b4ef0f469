package io.sparkrnn.cli;

import io.sparkrnn.train.EpochListener;
import io.sparkrnn.train.EpochRecord;
import java.util.List;

/** Counts what earlier jobs took for the epochs that this one need not train again. */
final class EarlierStarts implements EpochListener {

  private double seconds;

  @Override
  public void resumed(List<EpochRecord> before) {
    for (EpochRecord epoch : before) {
      seconds += epoch.trainSeconds() + epoch.validationSeconds();
    }
  }

  double seconds() {
    return seconds;
  }
}
