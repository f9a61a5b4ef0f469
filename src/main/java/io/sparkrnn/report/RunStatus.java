package io.sparkrnn.report;

import io.sparkrnn.store.RunVersion;
import io.sparkrnn.store.StoredRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of published runs: a version of a model, the current one, or neither. */
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

  /** Returns the status of a run, for people. */
  public String text(StoredRun run) {
    Optional<RunVersion> version = version(run);
    String decision =
        run.promoted().map(promoted -> promoted ? "promoted" : "candidate").orElse("");
    if (version.isPresent()) {
      String number = "version %d".formatted(version.get().number());
      String suffix = isCurrent(run) ? "current" : decision;
      return suffix.isEmpty() ? number : number + ", " + suffix;
    }
    if (!decision.isEmpty()) {
      return decision;
    }
    return run.test().isEmpty() ? "imported" : "finished";
  }
}
