package io.sparkrnn.train;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.config.RollbackSettings;
import io.sparkrnn.error.TrainingFailedException;
import io.sparkrnn.train.TrainingOutcome.Rollback;
import io.sparkrnn.workload.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Epoch loop: trains, rolls diverged epochs back, validates, selects the result, and notifies
 * listeners.
 */
public final class TrainingLoop {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingLoop.class);

  private final Training training;
  private final Function<MultiLayerNetwork, Scores> validator;
  private final List<EpochListener> listeners;
  private final RollbackSettings settings;
  private final EpochTrainer trainer;
  private final DivergenceDetector detector;
  private final BestModelTracker tracker;
  private final List<EpochRecord> history = new ArrayList<>();
  private final List<Rollback> rollbacks = new ArrayList<>();

  /**
   * Creates a loop, and assigns the training's examples to the executors.
   *
   * @param validator scores the averaged network after each epoch; returns empty scores without a
   *     validation split
   */
  public TrainingLoop(
      Training training,
      Function<MultiLayerNetwork, Scores> validator,
      List<EpochListener> listeners) {
    this.training = training;
    this.validator = validator;
    this.listeners = List.copyOf(listeners);
    this.settings = training.job().training().rollback();
    this.trainer = new EpochTrainer(training);
    this.detector = new DivergenceDetector(settings);
    this.tracker = new BestModelTracker(training.job().training().finish());
  }

  /** A trained network and how its training went. */
  public record Result(MultiLayerNetwork network, TrainingOutcome outcome) {
    public Result {
      requireNonNull(network, "network is null");
      requireNonNull(outcome, "outcome is null");
    }
  }

  /**
   * Trains the network; to be called once.
   *
   * @param epochs number of epochs to end after, at most those of the plan
   * @param before outcome of the training that this one follows; empty: it is the first
   * @param from state of an earlier loop of the same training to resume from; empty: from the
   *     beginning
   * @throws DivergedException if the loss or the parameters become NaN or infinite after the
   *     allowed number of rollbacks
   * @throws TrainingFailedException if an epoch did not use every training example exactly once
   */
  public Result run(int epochs, Optional<TrainingOutcome> before, Optional<TrainingState> from) {
    listeners.forEach(listener -> listener.started(training.plan()));
    listeners.forEach(listener -> listener.computesWith(trainer.kernels()));
    from.ifPresent(this::resume);
    while (history.size() < epochs && !tracker.exhausted()) {
      Optional<EpochRecord> trained = attempt(history.size() + 1);
      if (trained.isPresent()) {
        validate(trained.get());
        listeners.forEach(listener -> listener.resumable(() -> state(before)));
      }
    }
    MultiLayerNetwork network = training.network();
    network.setParameters(trainer.result().params());
    int kept = tracker.choose(network);
    return new Result(network, new TrainingOutcome(history, kept, rollbacks));
  }

  private TrainingState state(Optional<TrainingOutcome> before) {
    return new TrainingState(
        before,
        history,
        rollbacks,
        trainer.kernels().distinct(),
        trainer.snapshot(),
        tracker.kept());
  }

  private void resume(TrainingState state) {
    state.snapshot().requireFits(training.network());
    warnOfOtherKernels(state.kernels(), trainer.kernels().distinct());
    history.addAll(state.history());
    rollbacks.addAll(state.rollbacks());
    trainer.resumeAfter(history.size(), state.snapshot(), rateScale(rollbacks.size()));
    detector.restore(history);
    tracker.restore(history, state.best());
    listeners.forEach(listener -> listener.resumed(state.history()));
  }

  /** Other kernels add in another order, so that results differ in the last bits. */
  private static void warnOfOtherKernels(List<String> before, List<String> now) {
    if (!before.isEmpty() && !before.equals(now)) {
      LOG.warn(
          "the epochs so far were trained with the BLAS kernels {}, the next epochs use {}: the"
              + " parameters will differ in the last bits from those of an uninterrupted training;"
              + " set blas.core-type to choose the kernels",
          String.join("; ", before),
          String.join("; ", now));
    }
  }

  /** Returns the factor on the learning rate after a number of rollbacks. */
  private double rateScale(int count) {
    return Math.pow(settings.rateFactor(), count);
  }

  /** Trains an epoch; returns empty if it diverged and was rolled back to the state before it. */
  private Optional<EpochRecord> attempt(int epoch) {
    listeners.forEach(listener -> listener.epochStarted(epoch));
    boolean mayRollBack = rollbacks.size() < settings.limit();
    Optional<Snapshot> before = mayRollBack ? Optional.of(trainer.snapshot()) : Optional.empty();
    String reason;
    try {
      EpochRecord trained = trainer.train(epoch);
      Optional<String> problem = detector.problem(trained.training());
      // A jump without a rollback left is accepted as long as the loss is finite.
      boolean sound =
          problem.isEmpty()
              || !mayRollBack && Double.isFinite(trained.training().all().get(0).value());
      if (sound) {
        return Optional.of(trained);
      }
      reason = problem.get();
    } catch (DivergedException e) {
      reason = e.getMessage();
    }
    if (before.isEmpty()) {
      throw new DivergedException(
          ("training diverged in epoch %d: %s, after %d rollbacks to a lower learning rate"
                  + " (training.rollback.max-rollbacks = %d); lower training.learning-rate or set"
                  + " training.clip-norm")
              .formatted(epoch, reason, rollbacks.size(), settings.limit()));
    }
    Rollback rollback = new Rollback(epoch, reason, rateScale(rollbacks.size() + 1));
    trainer.restore(before.get(), rollback.rateScale());
    rollbacks.add(rollback);
    listeners.forEach(listener -> listener.rolledBack(rollback));
    return Optional.empty();
  }

  private void validate(EpochRecord trained) {
    long start = System.nanoTime();
    int epoch = trained.epoch();
    training.describe("epoch %d of %d: validation".formatted(epoch, training.plan().epochs()));
    MultiLayerNetwork network = trainer.result();
    Scores validation = validator.apply(network);
    tracker.add(epoch, validation, network);
    EpochRecord record = trained.validated(validation, (System.nanoTime() - start) / 1e9);
    history.add(record);
    record.times().warning().ifPresent(text -> LOG.warn("epoch {}: {}", epoch, text));
    listeners.forEach(listener -> listener.epochEnded(record, network));
  }
}
