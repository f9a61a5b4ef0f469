package io.sparkrnn.report;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.store.RunListing;
import io.sparkrnn.store.RunVersion;
import java.util.List;

/**
 * Content of the page over all runs.
 *
 * @param listing runs of a folder
 * @param groups the finished ones of these, by workload
 * @param status status of the runs
 */
public record RunsOverview(RunListing listing, List<RunGroup> groups, RunStatus status) {

  public RunsOverview {
    requireNonNull(listing, "listing is null");
    groups = List.copyOf(groups);
    requireNonNull(status, "status is null");
  }

  /** Creates the content from the runs and the versions that are known. */
  public static RunsOverview of(RunListing listing, List<RunVersion> versions) {
    return new RunsOverview(listing, RunGroup.of(listing.finished()), new RunStatus(versions));
  }
}
