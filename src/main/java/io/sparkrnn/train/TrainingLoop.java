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

/** Trains epoch by epoch, watches the loss, validates, keeps the result, and tells listeners. */
public final class TrainingLoop {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingLoop.class);

  private final Training training;
  private final Function<MultiLayerNetwork, Scores> validator;
  private final List<EpochListener> listeners;
  private final List<EpochRecord> history = new ArrayList<>();
  private final List<Rollback> rollbacks = new ArrayList<>();

  /**
   * A loop.
   *
   * @param validator scores the averaged network after each epoch; empty scores without a
   *     validation part
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
   * Trains the training's network in place, to be called once.
   *
   * @throws TrainingFailedException if the loss or the parameters stop being numbers once too
   *     often, or an epoch did not use every training example exactly once
   */
  public TrainingOutcome run() {
    return run(training.plan().epochs());
  }

  /** The same, ended after so many epochs of the plan. */
  public TrainingOutcome run(int epochs) {
    return run(epochs, Optional.empty(), state -> {});
  }

  /**
   * The same, from where another loop of the same training was.
   *
   * @param from empty: from the beginning
   * @param reached is told after each epoch; what it is given makes the state, if asked to
   */
  public TrainingOutcome run(
      int epochs, Optional<TrainingState> from, Consumer<Supplier<TrainingState>> reached) {
    TrainingPlan plan = training.plan();
    EpochTrainer trainer = training.trainer();
    LossWatch watch = new LossWatch(training.settings().rollback());
    Candidates candidates = new Candidates(training.settings().finish());
    listeners.forEach(listener -> listener.started(plan));
    listeners.forEach(listener -> listener.computesWith(trainer.kernels()));
    from.ifPresent(state -> goOn(state, trainer, watch, candidates));
    int epoch = history.size() + 1;
    while (epoch <= epochs && !candidates.exhausted()) {
      Optional<EpochTrainer.Trained> trained = attempt(trainer, epoch, watch);
      if (trained.isPresent()) {
        validate(trainer, epoch, trained.get(), candidates);
        reached.accept(() -> TrainingStates.of(trainer, watch, candidates, history, rollbacks));
        epoch++;
      }
    }
    training.network().setParameters(trainer.result().params());
    return new TrainingOutcome(history, candidates.choose(training.network()), rollbacks);
  }

  /** Tells listeners of a training that an earlier job ended. */
  public void recall(TrainingOutcome outcome) {
    listeners.forEach(listener -> listener.started(training.plan()));
    listeners.forEach(listener -> listener.resumed(outcome.history()));
  }

  private void goOn(
      TrainingState state, EpochTrainer trainer, LossWatch watch, Candidates candidates) {
    TrainingStates.requireFits(state, training.network());
    tellOtherKernels(state.numbers().kernels(), trainer.kernels().distinct());
    history.addAll(state.numbers().history());
    rollbacks.addAll(state.numbers().rollbacks());
    TrainingStates.restore(state, rateScale(), trainer, watch, candidates);
    listeners.forEach(listener -> listener.resumed(state.numbers().history()));
  }

  /** Other kernels add in another order: what follows differs in the last bits. */
  private static void tellOtherKernels(List<String> before, List<String> now) {
    if (!before.isEmpty() && !before.equals(now)) {
      LOG.warn(
          "the epochs so far were trained with {}, the next ones are with {}: the parameters will not be"
              + " those, bit for bit, of a training that was not interrupted; blas.core-type says"
              + " which kernels to use",
          String.join("; ", before),
          String.join("; ", now));
    }
  }

  /** What the rollbacks so far have made of the learning rate. */
  private double rateScale() {
    return Math.pow(training.settings().rollback().rateFactor(), rollbacks.size());
  }

  /** Trains an epoch; empty if it went wrong, and everything is as it was before it. */
  private Optional<EpochTrainer.Trained> attempt(EpochTrainer trainer, int epoch, LossWatch watch) {
    listeners.forEach(listener -> listener.epochStarted(epoch));
    RollbackSettings settings = training.settings().rollback();
    boolean mayGoBack = rollbacks.size() < settings.limit();
    Optional<Snapshot> before = mayGoBack ? Optional.of(trainer.snapshot()) : Optional.empty();
    String reason;
    try {
      EpochTrainer.Trained trained = trainer.train(epoch);
      Optional<String> complaint = watch.complaint(trained.scores());
      // A loss that jumped once too often is still a number: training goes on.
      boolean sound =
          complaint.isEmpty()
              || !mayGoBack && Double.isFinite(trained.scores().all().get(0).value());
      if (sound) {
        return Optional.of(trained);
      }
      reason = complaint.get();
    } catch (DivergedException e) {
      reason = e.getMessage();
    }
    if (before.isEmpty()) {
      throw new TrainingFailedException(
          ("training diverged in epoch %d: %s, after %d rollbacks to a lower learning rate"
                  + " (training.rollback.limit = %d); lower training.learning-rate or set"
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
      EpochTrainer trainer, int epoch, EpochTrainer.Trained trained, Candidates candidates) {
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
    trained.times().complaint().ifPresent(text -> LOG.warn("epoch {}: {}", epoch, text));
    listeners.forEach(listener -> listener.epochEnded(record, result));
  }
}
