package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Settings of the output ({@code output.*} and {@code run.id}).
 *
 * @param dir parent folder of the run folders, a local path or a Hadoop URI
 * @param overwrite handling of an existing run with the same id
 * @param runId name of the run's folder; empty: a timestamp and a short hash
 */
public record OutputSettings(String dir, Overwrite overwrite, Optional<String> runId) {

  /** Handling of an existing run with the same id. */
  public enum Overwrite {
    /** The job fails. */
    REFUSE,
    /** The new run replaces the existing one. */
    REPLACE
  }

  public OutputSettings {
    requireNonNull(dir, "dir is null");
    requireNonNull(overwrite, "overwrite is null");
    requireNonNull(runId, "runId is null");
  }

  private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

  static OutputSettings read(SettingsReader read) {
    return new OutputSettings(
        read.text("output.dir"),
        read.choice("output.overwrite", Overwrite.class),
        read.optionalText(
            "run.id",
            "at most 100 letters, digits, '.', '_' and '-', the first not '.', or \"\"",
            RUN_ID.asMatchPredicate()));
  }
}
