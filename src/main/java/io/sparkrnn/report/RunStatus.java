package io.sparkrnn.report;

import io.sparkrnn.store.RunVersion;
import io.sparkrnn.store.StoredRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Status of published runs: a version of a model, the current one, or neither. */
public final class RunStatus {

  private final Map<String, RunVersion> versions = new HashMap<>();

  /**
   * Creates the statuses.
   *
   * @param versions versions that runs became, as far as they are known
   */
  RunStatus(List<RunVersion> versions) {
    versions.forEach(version -> this.versions.put(RunVersion.key(version.run()), version));
  }

  /** Returns the version that a run became; empty if none is known. */
  public Optional<RunVersion> version(StoredRun run) {
    return Optional.ofNullable(versions.get(RunVersion.key(run.uri())));
  }

  /** Whether a run is the current version of its model. */
  public boolean isCurrent(StoredRun run) {
    return version(run).filter(one -> one.state() == RunVersion.State.CURRENT).isPresent();
  }

  /** Returns the status of a run, such as {@code version 4, current}. */
  public String text(StoredRun run) {
    return version(run)
        .map(version -> "version %d, %s".formatted(version.number(), word(run)))
        .orElseGet(() -> word(run));
  }

  /** Returns the status of a run for a narrow table, such as {@code current (4)}. */
  public String shortText(StoredRun run) {
    return version(run)
        .map(version -> "%s (%d)".formatted(word(run), version.number()))
        .orElseGet(() -> word(run));
  }

  private String word(StoredRun run) {
    if (isCurrent(run)) {
      return "current";
    }
    if (run.promoted().isPresent()) {
      return run.promoted().get() ? "promoted" : "candidate";
    }
    return run.test().isEmpty() ? "imported" : "finished";
  }
}
