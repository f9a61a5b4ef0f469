package io.sparkrnn.train;

import io.sparkrnn.config.RollbackSettings;
import io.sparkrnn.error.TrainingFailedException;
import io.sparkrnn.workload.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
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
  private final List<EpochRecord> history = new ArrayList<>();
  private final List<Rollback> rollbacks = new ArrayList<>();

  /**
   * Creates a loop.
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
  }

  /**
   * Trains the network in place for all epochs of the plan; to be called once.
   *
   * @throws TrainingFailedException if the loss or the parameters become NaN or infinite after the
   *     allowed number of rollbacks, or an epoch did not use every training example exactly once
   */
  public TrainingOutcome run() {
    return run(training.plan().epochs());
  }

  /** Trains as {@link #run()}, but ends after the first {@code epochs} epochs of the plan. */
  public TrainingOutcome run(int epochs) {
    return run(epochs, Optional.empty(), state -> {});
  }

  /**
   * Trains as {@link #run(int)}, resuming from the state of an earlier loop of the same training.
   *
   * @param from state to resume from; empty: from the beginning
   * @param reached called after each epoch with a supplier, which copies the state when asked
   */
  public TrainingOutcome run(
      int epochs, Optional<TrainingState> from, Consumer<Supplier<TrainingState>> reached) {
    TrainingPlan plan = training.plan();
    EpochTrainer trainer = training.trainer();
    DivergenceDetector watch = new DivergenceDetector(training.settings().rollback());
    BestModelTracker candidates = new BestModelTracker(training.settings().finish());
    listeners.forEach(listener -> listener.started(plan));
    listeners.forEach(listener -> listener.computesWith(trainer.kernels()));
    from.ifPresent(state -> resume(state, trainer, watch, candidates));
    int epoch = history.size() + 1;
    while (epoch <= epochs && !candidates.exhausted()) {
      Optional<EpochTrainer.Trained> trained = attempt(trainer, epoch, watch);
      if (trained.isPresent()) {
        validate(trainer, epoch, trained.get(), candidates);
        reached.accept(
            () -> TrainingStateMapper.of(trainer, watch, candidates, history, rollbacks));
        epoch++;
      }
    }
    training.network().setParameters(trainer.result().params());
    return new TrainingOutcome(history, candidates.choose(training.network()), rollbacks);
  }

  /** Notifies listeners of a training that an earlier job completed. */
  public void notifyCompleted(TrainingOutcome outcome) {
    listeners.forEach(listener -> listener.started(training.plan()));
    listeners.forEach(listener -> listener.resumed(outcome.history()));
  }

  private void resume(
      TrainingState state,
      EpochTrainer trainer,
      DivergenceDetector watch,
      BestModelTracker candidates) {
    TrainingStateMapper.requireFits(state, training.network());
    warnOfOtherKernels(state.numbers().kernels(), trainer.kernels().distinct());
    history.addAll(state.numbers().history());
    rollbacks.addAll(state.numbers().rollbacks());
    TrainingStateMapper.restore(state, rateScale(), trainer, watch, candidates);
    listeners.forEach(listener -> listener.resumed(state.numbers().history()));
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

  /** Returns the factor on the learning rate after the rollbacks so far. */
  private double rateScale() {
    return Math.pow(training.settings().rollback().rateFactor(), rollbacks.size());
  }

  /** Trains an epoch; returns empty if it diverged and was rolled back to the state before it. */
  private Optional<EpochTrainer.Trained> attempt(
      EpochTrainer trainer, int epoch, DivergenceDetector watch) {
    listeners.forEach(listener -> listener.epochStarted(epoch));
    RollbackSettings settings = training.settings().rollback();
    boolean mayRollBack = rollbacks.size() < settings.limit();
    Optional<Snapshot> before = mayRollBack ? Optional.of(trainer.snapshot()) : Optional.empty();
    String reason;
    try {
      EpochTrainer.Trained trained = trainer.train(epoch);
      Optional<String> problem = watch.problem(trained.scores());
      // A jump without a rollback left is accepted as long as the loss is finite.
      boolean sound =
          problem.isEmpty()
              || !mayRollBack && Double.isFinite(trained.scores().all().get(0).value());
      if (sound) {
        return Optional.of(trained);
      }
      reason = problem.get();
    } catch (DivergedException e) {
      reason = e.getMessage();
    }
    if (before.isEmpty()) {
      throw new TrainingFailedException(
          ("training diverged in epoch %d: %s, after %d rollbacks to a lower learning rate"
                  + " (training.rollback.max-rollbacks = %d); lower training.learning-rate or set"
                  + " training.clip-norm")
              .formatted(epoch, reason, rollbacks.size(), settings.limit()));
    }
    double scale = Math.pow(settings.rateFactor(), rollbacks.size() + 1.0);
    trainer.restore(before.get(), scale);
    Rollback rollback = new Rollback(epoch, reason, scale);
    rollbacks.add(rollback);
    listeners.forEach(listener -> listener.rolledBack(rollback));
    return Optional.empty();
  }

  private void validate(
      EpochTrainer trainer, int epoch, EpochTrainer.Trained trained, BestModelTracker candidates) {
    long start = System.nanoTime();
    training.describe("epoch %d of %d: validation".formatted(epoch, training.plan().epochs()));
    MultiLayerNetwork result = trainer.result();
    Scores validation = validator.apply(result);
    candidates.add(epoch, validation, result);
    EpochRecord record =
        new EpochRecord(
            epoch,
            trained.scores(),
            validation,
            trainer.rateAtEndOf(epoch),
            trained.seconds(),
            (System.nanoTime() - start) / 1e9,
            trained.averaging(),
            trained.times(),
            trained.ledger());
    history.add(record);
    trained.times().warning().ifPresent(text -> LOG.warn("epoch {}: {}", epoch, text));
    listeners.forEach(listener -> listener.epochEnded(record, result));
  }
}
