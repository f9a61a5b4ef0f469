package io.sparkrnn.train;

import io.sparkrnn.nn.Weights;
import java.util.Optional;

/**
 * Copy of all state that training changes, taken between two epochs.
 *
 * @param parameters flattened parameters of the averaged model
 * @param updaterState empty if the update rule has none
 * @param velocity velocity of the outer optimizer; empty if it has none
 * @param average running average of weights
 */
record Snapshot(
    Weights parameters,
    Optional<Weights> updaterState,
    Optional<Weights> velocity,
    WeightAverage.State average) {}
