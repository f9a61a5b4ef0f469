package io.sparkrnn.cli;

import io.sparkrnn.train.EpochListener;
import io.sparkrnn.train.TrainingState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Listener that keeps the state after each epoch, to resume from. */
final class CollectedStates implements EpochListener {

  private final List<TrainingState> states = new ArrayList<>();

  @Override
  public void resumable(Supplier<TrainingState> state) {
    states.add(state.get());
  }

  /** Returns the state after an epoch, from 1. */
  TrainingState after(int epoch) {
    return states.get(epoch - 1);
  }
}
