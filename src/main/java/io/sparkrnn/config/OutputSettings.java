package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Where results go ({@code output.*} and {@code run.id}).
 *
 * @param dir the folder that run folders are made in, local or any Hadoop URI
 * @param overwrite what to do with an existing run of the same id
 * @param runId the run's folder name; empty: a time stamp and a short hash
 */
public record OutputSettings(String dir, Overwrite overwrite, Optional<String> runId) {

  /** What to do with an existing run of the same id. */
  public enum Overwrite {
    REFUSE,
    REPLACE
  }

  public OutputSettings {
    requireNonNull(dir, "dir is null");
    requireNonNull(overwrite, "overwrite is null");
    requireNonNull(runId, "runId is null");
  }
}
