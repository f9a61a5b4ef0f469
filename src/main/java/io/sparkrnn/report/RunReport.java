package io.sparkrnn.report;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.workload.Advice;
import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.Scores;
import java.util.List;

/**
 * Content of the report of a run.
 *
 * @param title task of the model, such as "Sentiment of reviews"
 * @param runId the run's name
 * @param facts short facts for the top of the page: data, examples, replicas, duration, seed ...
 * @param networkSummary layers and their parameters, preformatted
 * @param history one record per epoch
 * @param test scores on the test split
 * @param figures figures of the workload's test metrics
 * @param configuration resolved configuration, preformatted
 * @param warnings warnings, such as skipped rows or duplicates across splits
 * @param advice advice about settings that do not fit the data
 */
public record RunReport(
    String title,
    String runId,
    List<Fact> facts,
    String networkSummary,
    List<EpochRecord> history,
    Scores test,
    List<Figure> figures,
    String configuration,
    List<String> warnings,
    List<Advice> advice) {

  /** Name and value, both formatted for display. */
  public record Fact(String name, String value) {}

  public RunReport {
    requireNonNull(title, "title is null");
    requireNonNull(runId, "runId is null");
    facts = List.copyOf(facts);
    requireNonNull(networkSummary, "networkSummary is null");
    history = List.copyOf(history);
    requireNonNull(test, "test is null");
    figures = List.copyOf(figures);
    requireNonNull(configuration, "configuration is null");
    warnings = List.copyOf(warnings);
    advice = List.copyOf(advice);
  }
}
