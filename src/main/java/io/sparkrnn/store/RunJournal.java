package io.sparkrnn.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkrnn.train.EpochLedger;
import io.sparkrnn.train.EpochListener;
import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.workload.Scores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Writes the metrics and the ledger of each epoch when it ends, to {@code metrics.jsonl}, {@code
 * history.csv} and {@code ledger.jsonl}.
 */
public final class RunJournal implements EpochListener {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final RunFolder run;
  private final String prefix;
  private final StringBuilder metrics = new StringBuilder();
  private final StringBuilder ledger = new StringBuilder();
  private final StringBuilder history = new StringBuilder();

  /**
   * Creates the journal of one training.
   *
   * @param run folder to write to
   * @param prefix prefix of the file names, for runs that train more than once
   */
  public RunJournal(RunFolder run, String prefix) {
    this.run = run;
    this.prefix = prefix;
  }

  @Override
  public void resumed(List<EpochRecord> before) {
    before.forEach(this::add);
    write();
  }

  @Override
  public void epochEnded(EpochRecord record, MultiLayerNetwork network) {
    add(record);
    write();
  }

  private void add(EpochRecord record) {
    Map<String, Object> row = row(record);
    if (history.isEmpty()) {
      history.append(String.join(",", row.keySet())).append('\n');
    }
    history
        .append(row.values().stream().map(RunJournal::cell).collect(Collectors.joining(",")))
        .append('\n');
    metrics.append(json(row)).append('\n');
    ledgerLines(record.ledger()).forEach(line -> ledger.append(line).append('\n'));
  }

  private void write() {
    // The files are rewritten, since not every Hadoop file system can append.
    run.write(prefix + "metrics.jsonl", metrics.toString());
    run.write(prefix + "history.csv", history.toString());
    run.write(prefix + "ledger.jsonl", ledger.toString());
  }

  private static Map<String, Object> row(EpochRecord record) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("epoch", record.epoch());
    put(row, "", record.training());
    put(row, "val_", record.validation());
    row.put("learning_rate", record.learningRate());
    row.put("train_seconds", record.trainSeconds());
    row.put("validation_seconds", record.validationSeconds());
    row.put("examples_per_second", record.examplesPerSecond());
    row.put("averagings", record.averaging().rounds());
    row.put("averaging_bytes", record.averaging().bytes());
    row.put("drift", finite(record.averaging().divergence()));
    row.put("median_shard_seconds", record.times().medianSeconds());
    row.put("slowest_shard_seconds", record.times().slowestSeconds());
    row.put("slowest_shard", record.times().slowestShard());
    row.put("slowest_shard_place", record.times().place());
    row.put("given", record.ledger().given());
    row.put("used", record.ledger().used());
    row.put("dropped", record.ledger().dropped());
    return row;
  }

  private static void put(Map<String, Object> row, String prefix, Scores scores) {
    scores.all().forEach(score -> row.put(prefix + score.name(), finite(score.value())));
  }

  /** Returns null for NaN and infinity, which JSON cannot represent. */
  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static List<String> ledgerLines(EpochLedger ledger) {
    List<String> lines = new ArrayList<>();
    for (EpochLedger.ShardEntry entry : ledger.shards()) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("epoch", ledger.epoch());
      line.put("shard", entry.shard());
      line.put("given", entry.given());
      line.put("used", entry.used());
      line.put("dropped", entry.dropped());
      line.put("each_once", entry.complete());
      lines.add(json(line));
    }
    return lines;
  }

  private static String cell(Object value) {
    return value == null ? "" : value.toString();
  }

  private static String json(Map<String, Object> content) {
    try {
      return JSON.writeValueAsString(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a row of plain values cannot be written as JSON", e);
    }
  }
}
