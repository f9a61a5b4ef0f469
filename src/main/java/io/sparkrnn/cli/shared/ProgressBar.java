package io.sparkrnn.cli.shared;

import io.sparkrnn.train.EpochListener;
import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.train.EpochTrainer;
import io.sparkrnn.train.TrainingPlan;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import scala.collection.JavaConverters;

/**
 * Draws a progress bar with the remaining time of an epoch on a terminal. The progress of running
 * tasks arrives with the executors' heartbeats.
 */
public final class ProgressBar extends SparkListener implements EpochListener {

  private static final int WIDTH = 30;

  private final PrintWriter out;
  private final Map<Long, Long> examplesByTask = new ConcurrentHashMap<>();
  private long total;
  private int epochs;
  private volatile int epoch;
  private volatile long start;

  public ProgressBar(PrintWriter out) {
    this.out = out;
  }

  /** Whether there is a terminal, which the bar needs to redraw its line. */
  public static boolean canBeDrawn() {
    return System.console() != null;
  }

  @Override
  public void started(TrainingPlan plan) {
    total = plan.trainingExamples();
    epochs = plan.epochs();
  }

  @Override
  public void epochStarted(int number) {
    examplesByTask.clear();
    start = System.nanoTime();
    epoch = number;
  }

  @Override
  public void epochEnded(EpochRecord record, MultiLayerNetwork network) {
    epoch = 0;
    out.print("\r\033[K");
    out.flush();
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    JavaConverters.seqAsJavaList(update.accumUpdates())
        .forEach(
            task -> {
              for (AccumulableInfo info : JavaConverters.seqAsJavaList(task._4())) {
                if (info.name().contains(EpochTrainer.PROGRESS) && info.update().isDefined()) {
                  examplesByTask.put((Long) task._1(), ((Number) info.update().get()).longValue());
                }
              }
            });
    if (epoch > 0) {
      out.print("\r" + line(examplesByTask.values().stream().mapToLong(n -> n).sum()) + "\033[K");
      out.flush();
    }
  }

  private String line(long done) {
    double seconds = (System.nanoTime() - start) / 1e9;
    int filled = (int) (WIDTH * Math.min(done, total) / Math.max(1, total));
    String bar = "=".repeat(filled) + ".".repeat(WIDTH - filled);
    String left = done == 0 ? "--:--" : clock(seconds * (total - done) / done);
    return String.format(
        Locale.ROOT, "Epoch %d/%d [%s] %,d/%,d - ETA %s", epoch, epochs, bar, done, total, left);
  }

  private static String clock(double seconds) {
    long whole = Math.max(0, Math.round(seconds));
    return String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
  }
}
