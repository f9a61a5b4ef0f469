package io.sparkrnn.train;

import io.sparkrnn.nn.Weights;
import java.util.Optional;

/**
 * Everything that training changes, between two epochs.
 *
 * @param updaterState empty where the update rule has none
 * @param velocity of the outer step; empty without one
 */
record Snapshot(
    Weights parameters,
    Optional<Weights> updaterState,
    Optional<Weights> velocity,
    WeightAverage.State average) {}
