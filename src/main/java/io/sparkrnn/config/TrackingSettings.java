package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Who is told of a training beside its own files ({@code tracking.*}).
 *
 * @param tensorBoard whether the run gets event files
 * @param mlflowUri the address of an MLflow tracking server; empty: none
 * @param experiment of MLflow that runs belong to
 */
public record TrackingSettings(boolean tensorBoard, Optional<String> mlflowUri, String experiment) {
  public TrackingSettings {
    requireNonNull(mlflowUri, "mlflowUri is null");
    requireNonNull(experiment, "experiment is null");
  }
}
