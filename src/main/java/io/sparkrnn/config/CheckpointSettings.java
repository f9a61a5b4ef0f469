package io.sparkrnn.config;

import java.io.Serializable;

/**
 * How often training writes down where it is ({@code checkpoint.*}).
 *
 * @param everyEpochs epochs from one checkpoint to the next; 0: none is written
 * @param keep how many are there at most
 */
public record CheckpointSettings(int everyEpochs, int keep) implements Serializable {}
