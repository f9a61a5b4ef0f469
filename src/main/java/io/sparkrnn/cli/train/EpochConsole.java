package io.sparkrnn.cli.train;

import io.sparkrnn.train.EpochListener;
import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.train.TrainingOutcome.Rollback;
import io.sparkrnn.train.TrainingPlan;
import io.sparkrnn.workload.Scores;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Prints one line per epoch, in the style of Keras. */
final class EpochConsole implements EpochListener {

  private final PrintWriter out;
  private int epochs;

  EpochConsole(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void started(TrainingPlan plan) {
    epochs = plan.epochs();
    out.printf(
        Locale.ROOT,
        "Training on %,d examples, validating on %,d: %d %s, %d minibatches per epoch, %d %s%n",
        plan.trainingExamples(),
        plan.validationExamples(),
        plan.replicas(),
        plan.replicas() == 1 ? "replica" : "replicas",
        plan.batchesPerEpoch(),
        plan.averagings(),
        plan.averagings() == 1 ? "averaging round" : "averaging rounds");
  }

  @Override
  public void resumed(List<EpochRecord> before) {
    out.printf(Locale.ROOT, "Resuming after epoch %d%n", before.size());
    before.forEach(this::print);
  }

  @Override
  public void rolledBack(Rollback rollback) {
    out.printf(
        Locale.ROOT,
        "Epoch %d diverged: %s. Retraining it from the last averaged weights, at %s times the"
            + " learning rate%n",
        rollback.epoch(),
        rollback.reason(),
        rollback.rateScale());
    out.flush();
  }

  @Override
  public void epochEnded(EpochRecord record, MultiLayerNetwork network) {
    print(record);
  }

  private void print(EpochRecord record) {
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "Epoch %d/%d - %.0fs",
            record.epoch(),
            epochs,
            record.trainSeconds() + record.validationSeconds()));
    append(line, "", record.training());
    append(line, "val_", record.validation());
    line.append(String.format(Locale.ROOT, " - %.0f examples/s", record.examplesPerSecond()));
    out.println(line);
    out.flush();
  }

  private static void append(StringBuilder line, String prefix, Scores scores) {
    scores
        .all()
        .forEach(score -> line.append(" - %s%s: %s".formatted(prefix, score.name(), score.text())));
  }
}
