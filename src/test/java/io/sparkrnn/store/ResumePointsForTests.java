package io.sparkrnn.store;

import io.sparkrnn.nn.Weights;
import io.sparkrnn.train.AveragingStatistics;
import io.sparkrnn.train.EpochLedger;
import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.train.ResumePoint;
import io.sparkrnn.train.Rollback;
import io.sparkrnn.train.ShardTimes;
import io.sparkrnn.train.TrainingOutcome;
import io.sparkrnn.train.TrainingState;
import io.sparkrnn.workload.Scores;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Points to go on from that no training came to. */
final class ResumePointsForTests {

  private ResumePointsForTests() {}

  /** After so many epochs, with numbers that JSON does not have. */
  static ResumePoint after(int epochs) {
    List<Rollback> rollbacks = List.of(new Rollback(1, "the loss \"jumped\"\n", 0.5));
    return new ResumePoint(
        Optional.empty(),
        new TrainingState(
            new TrainingState.Numbers(
                epochs,
                records(epochs),
                rollbacks,
                Double.POSITIVE_INFINITY,
                1,
                Double.NaN,
                0.1 + 0.2,
                3,
                List.of("OpenBLAS 0.3.31, Haswell")),
            Map.of(
                "parameters",
                Weights.of(new float[] {epochs, 0.1f, -0f, Float.MIN_VALUE}),
                "updater",
                Weights.of(new float[] {Float.NaN, 2}),
                "kept",
                Weights.of(new float[0]))));
  }

  /** The same of a training that follows one of three epochs. */
  static ResumePoint afterAnother(int epochs) {
    return new ResumePoint(
        Optional.of(new TrainingOutcome(records(3), 2, List.of())), after(epochs).state());
  }

  private static List<EpochRecord> records(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            epoch ->
                new EpochRecord(
                    epoch,
                    Scores.empty().with("loss", 1.0 / epoch).with("accuracy", Double.NaN),
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
