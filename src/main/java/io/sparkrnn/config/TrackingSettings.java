package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Settings of experiment tracking ({@code tracking.*}).
 *
 * @param tensorBoard whether event files for TensorBoard are written
 * @param mlflowUri address of the MLflow tracking server; empty: none
 * @param experiment name of the MLflow experiment
 */
public record TrackingSettings(boolean tensorBoard, Optional<String> mlflowUri, String experiment) {
  public TrackingSettings {
    requireNonNull(mlflowUri, "mlflowUri is null");
    requireNonNull(experiment, "experiment is null");
  }

  static TrackingSettings read(SettingsReader read) {
    return new TrackingSettings(
        read.flag("tracking.tensorboard"),
        read.optionalText(
            "tracking.mlflow-uri",
            "an address that begins with http:// or https://, or \"\"",
            address -> address.matches("https?://.+")),
        read.text("tracking.experiment"));
  }
}
