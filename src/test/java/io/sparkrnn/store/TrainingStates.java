package io.sparkrnn.store;

import io.sparkrnn.nn.Weights;
import io.sparkrnn.train.AveragingStatistics;
import io.sparkrnn.train.EpochLedger;
import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.train.ShardTimes;
import io.sparkrnn.train.Snapshot;
import io.sparkrnn.train.TrainingOutcome;
import io.sparkrnn.train.TrainingOutcome.Rollback;
import io.sparkrnn.train.TrainingState;
import io.sparkrnn.workload.Scores;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** States to resume from that no training came to. */
final class TrainingStates {

  private TrainingStates() {}

  /** After so many epochs, with numbers that JSON does not have. */
  static TrainingState after(int epochs) {
    return state(Optional.empty(), epochs);
  }

  /** State of a refit that follows a first training of three epochs. */
  static TrainingState afterAnother(int epochs) {
    return state(Optional.of(new TrainingOutcome(records(3), 2, List.of())), epochs);
  }

  private static TrainingState state(Optional<TrainingOutcome> before, int epochs) {
    return new TrainingState(
        before,
        records(epochs),
        List.of(new Rollback(1, "the loss \"jumped\"\n", 0.5)),
        List.of("OpenBLAS 0.3.31, Haswell"),
        new Snapshot(
            Weights.of(new float[] {epochs, 0.1f, -0f, Float.MIN_VALUE}),
            Optional.of(Weights.of(new float[] {Float.NaN, 2})),
            Optional.empty(),
            Optional.empty(),
            3),
        Optional.of(Weights.of(new float[0])));
  }

  private static List<EpochRecord> records(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            epoch ->
                new EpochRecord(
                    epoch,
                    Scores.empty()
                        .with("loss", epoch == 1 ? 0.1 + 0.2 : Double.POSITIVE_INFINITY)
                        .with("accuracy", Double.NaN),
                    Scores.empty(),
                    1e-3 / 3,
                    1.5,
                    0.25,
                    new AveragingStatistics(2, 1L << 40, Double.NaN),
                    new ShardTimes(1.1, 1.0 / 3, 2, "executor 1 (\"host\")"),
                    new EpochLedger(epoch, List.of(new EpochLedger.ShardEntry(0, 7, 7, true)))))
        .toList();
  }
}
