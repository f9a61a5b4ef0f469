package io.sparkrnn.report;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.workload.Exhibit;
import io.sparkrnn.workload.Scores;
import java.util.List;

/**
 * All that the report of a run shows.
 *
 * @param title what was learnt, such as "Sentiment of reviews"
 * @param runId the run's name
 * @param facts short facts for the head of the page: data, examples, replicas, duration, seed ...
 * @param networkSummary the layers and their parameters, preformatted
 * @param history one record an epoch
 * @param test scores on the test split
 * @param exhibits what the workload's metrics want shown
 * @param configuration the resolved configuration, preformatted
 * @param warnings things a reader should know: skipped rows, duplicates across splits ...
 */
public record RunReport(
    String title,
    String runId,
    List<Fact> facts,
    String networkSummary,
    List<EpochRecord> history,
    Scores test,
    List<Exhibit> exhibits,
    String configuration,
    List<String> warnings) {

  /** A name and its value, both for people. */
  public record Fact(String name, String value) {}

  public RunReport {
    requireNonNull(title, "title is null");
    requireNonNull(runId, "runId is null");
    facts = List.copyOf(facts);
    requireNonNull(networkSummary, "networkSummary is null");
    history = List.copyOf(history);
    requireNonNull(test, "test is null");
    exhibits = List.copyOf(exhibits);
    requireNonNull(configuration, "configuration is null");
    warnings = List.copyOf(warnings);
  }
}
