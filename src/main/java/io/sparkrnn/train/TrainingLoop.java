package io.sparkrnn.train;

import io.sparkrnn.error.TrainingFailedException;
import io.sparkrnn.workload.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Trains epoch by epoch, validates each, and tells listeners. */
public final class TrainingLoop {

  private final Training training;
  private final Function<MultiLayerNetwork, Scores> validator;
  private final List<EpochListener> listeners;

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
   * Trains the training's network in place.
   *
   * @return one record an epoch
   * @throws TrainingFailedException if the parameters stop being numbers, or an epoch did not use
   *     every training example exactly once
   */
  public List<EpochRecord> run() {
    TrainingPlan plan = training.plan();
    MultiLayerNetwork network = training.network();
    EpochTrainer trainer = training.trainer();
    listeners.forEach(listener -> listener.started(plan));
    List<EpochRecord> history = new ArrayList<>();
    for (int epoch = 1; epoch <= plan.epochs(); epoch++) {
      int current = epoch;
      listeners.forEach(listener -> listener.epochStarted(current));
      EpochTrainer.Trained trained = trainer.train(epoch);

      long start = System.nanoTime();
      training.describe("epoch %d of %d: validation".formatted(epoch, plan.epochs()));
      Scores validation = validator.apply(network);
      EpochRecord record =
          new EpochRecord(
              epoch,
              trained.scores(),
              validation,
              training.rateAtEndOf(epoch),
              trained.seconds(),
              (System.nanoTime() - start) / 1e9,
              trained.ledger());
      history.add(record);
      listeners.forEach(listener -> listener.epochEnded(record, network));
    }
    return history;
  }
}
