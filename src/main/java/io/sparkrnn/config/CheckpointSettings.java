package io.sparkrnn.config;

import java.io.Serializable;

/**
 * Settings of training checkpoints ({@code checkpoint.*}).
 *
 * @param everyEpochs number of epochs between two checkpoints; 0: none is written
 * @param keep maximum number of checkpoints kept
 */
public record CheckpointSettings(int everyEpochs, int keep) implements Serializable {

  static CheckpointSettings read(SettingsReader read) {
    return new CheckpointSettings(
        read.count("checkpoint.every-epochs", 0, 100_000), read.count("checkpoint.keep", 1, 1_000));
  }
}
