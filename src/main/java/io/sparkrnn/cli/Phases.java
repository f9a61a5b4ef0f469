package io.sparkrnn.cli;

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
 * Where a job's time goes: one phase after the other from the start of its process, so that they
 * add up to the whole.
 */
final class Phases implements EpochListener {

  private final LongSupplier clock;
  private final Map<Phase, Long> nanos = new EnumMap<>(Phase.class);
  private Phase present = Phase.START;
  private long since;

  /**
   * Phases of a process that began at a time of this clock.
   *
   * @param clock in nanoseconds
   */
  Phases(LongSupplier clock, long began) {
    this.clock = clock;
    this.since = began;
  }

  /** A part of a job's time. */
  enum Phase {
    /** Java, spark-submit, settings, and what is looked at before Spark is started. */
    START,
    /** Spark's own start. */
    SPARK,
    /** Finding and checking prepared data, or preparing it. */
    DATA,
    /** Dealing examples to shards, and the network's first weights. */
    SET_UP,
    /** Minibatches and averaging, of the training that holds a validation part out. */
    TRAINING,
    VALIDATION,
    /** Journal, events and checkpoints. */
    BETWEEN_EPOCHS,
    /** The training on all examples, from dealing to its last checkpoint. */
    REFIT,
    /** Scoring the test examples; comparing with another model. */
    TEST,
    /** Model, curves and report. */
    WRITING;

    private String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    private String label() {
      return key().replace('_', ' ');
    }
  }

  static Phases ofProcess() {
    long age = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    return new Phases(System::nanoTime, System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(age));
  }

  /** Ends the present phase; one that comes again goes on. */
  void begin(Phase next) {
    long now = clock.getAsLong();
    nanos.merge(present, now - since, Long::sum);
    since = now;
    present = next;
  }

  /** Counts the present phase as it is now, too. */
  void end() {
    begin(present);
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

  /** Seconds of the phases that have ended, in their order, to a millisecond. */
  Map<String, Double> seconds() {
    Map<String, Double> seconds = new LinkedHashMap<>();
    nanos.forEach((phase, time) -> seconds.put(phase.key(), Math.round(time / 1e6) / 1e3));
    return seconds;
  }

  /** The same for people. */
  String text() {
    return nanos.entrySet().stream()
        .map(
            phase ->
                String.format(
                    Locale.ROOT, "%s: %.1fs", phase.getKey().label(), phase.getValue() / 1e9))
        .collect(Collectors.joining(" - "));
  }
}
