package io.sparkrnn.cli.shared;

import io.sparkrnn.train.EpochListener;
import io.sparkrnn.train.EpochRecord;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Measures how long each phase of a job takes. The phases follow each other from the start of the
 * process, so that their times add up to the total.
 */
public final class PhaseTimer implements EpochListener {

  /** Time from which a phase is shown to people. */
  private static final long SHOWN_NANOS = 50_000_000;

  private final LongSupplier clock;
  private final Map<Phase, Long> nanos = new EnumMap<>(Phase.class);
  private Phase current = Phase.START;
  private long since;

  /**
   * Creates the phases of a process.
   *
   * @param clock returns nanoseconds
   * @param began reading of the clock when the process started
   */
  PhaseTimer(LongSupplier clock, long began) {
    this.clock = clock;
    this.since = began;
  }

  /** A phase of a job. */
  public enum Phase {
    /** Java, spark-submit, settings, and the checks before Spark is started. */
    START,
    /** Start of Spark. */
    SPARK,
    /** Finding and checking prepared data, or preparing it. */
    DATA,
    /** Assigning examples to shards, and initializing the network's weights. */
    SET_UP,
    /** Minibatches and averaging, of the training that holds out a validation split. */
    TRAINING,
    /** Scoring the validation split after each epoch. */
    VALIDATION,
    /** Journal, events and checkpoints. */
    BETWEEN_EPOCHS,
    /** The training on all examples, from their assignment to shards to the last checkpoint. */
    REFIT,
    /** Scoring the test split, and comparing with another model. */
    TEST,
    /** Training and testing the linear baseline. */
    BASELINE,
    /** Writing model, learning curves and report. */
    WRITING;

    private String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    private String label() {
      return key().replace('_', ' ');
    }
  }

  /** Returns phases that began with this process. */
  public static PhaseTimer ofProcess() {
    long age = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    return new PhaseTimer(System::nanoTime, System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(age));
  }

  /** Ends the current phase and begins the next one; times of a repeated phase add up. */
  public void begin(Phase next) {
    long now = clock.getAsLong();
    nanos.merge(current, now - since, Long::sum);
    since = now;
    current = next;
  }

  /** Adds the time of the current phase until now. */
  public void end() {
    begin(current);
  }

  @Override
  public void epochStarted(int epoch) {
    begin(Phase.TRAINING);
  }

  @Override
  public void epochEnded(EpochRecord record, MultiLayerNetwork network) {
    begin(Phase.BETWEEN_EPOCHS);
    long validation = Math.round(record.validationSeconds() * 1e9);
    nanos.merge(Phase.TRAINING, -validation, Long::sum);
    nanos.merge(Phase.VALIDATION, validation, Long::sum);
  }

  /** Returns the seconds of ended phases in their order, rounded to milliseconds. */
  public Map<String, Double> seconds() {
    Map<String, Double> seconds = new LinkedHashMap<>();
    nanos.forEach((phase, time) -> seconds.put(phase.key(), Math.round(time / 1e6) / 1e3));
    return seconds;
  }

  /** Returns the times as one line for people. */
  public String text() {
    return nanos.entrySet().stream()
        .filter(phase -> phase.getValue() >= SHOWN_NANOS)
        .map(
            phase ->
                String.format(
                    Locale.ROOT, "%s: %.1fs", phase.getKey().label(), phase.getValue() / 1e9))
        .collect(Collectors.joining(" - "));
  }
}
