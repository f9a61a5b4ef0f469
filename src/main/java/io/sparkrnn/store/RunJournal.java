package io.sparkrnn.store;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkrnn.train.EpochLedger.ShardEntry;
import io.sparkrnn.train.EpochListener;
import io.sparkrnn.train.EpochRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Writes the metrics and the ledger of each epoch when it ends, to {@code metrics.jsonl}, {@code
 * history.csv} and {@code ledger.jsonl}.
 */
public final class RunJournal implements EpochListener {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Fields of {@code metrics.jsonl} beside the scores. */
  private static final Set<String> OTHER_FIELDS =
      Stream.of(Row.class.getRecordComponents())
          .map(component -> new SnakeCaseStrategy().translate(component.getName()))
          .collect(Collectors.toUnmodifiableSet());

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

  /** Returns the line of {@code metrics.jsonl} for an epoch, without a line feed. */
  public static String metricsLine(EpochRecord record) {
    return row(record).toString();
  }

  /** Tells whether a field of {@code metrics.jsonl} is a score. */
  static boolean isScore(String field) {
    return !OTHER_FIELDS.contains(field);
  }

  private static ObjectNode row(EpochRecord record) {
    return JSON.valueToTree(Row.of(record));
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
    ObjectNode row = row(record);
    if (history.isEmpty()) {
      appendCsv(row, Map.Entry::getKey);
    }
    appendCsv(row, field -> field.getValue().isNull() ? "" : field.getValue().asText());
    metrics.append(row).append('\n');
    for (ShardEntry shard : record.ledger().shards()) {
      JsonNode line = JSON.valueToTree(LedgerLine.of(record.ledger().epoch(), shard));
      ledger.append(line).append('\n');
    }
  }

  private void write() {
    // The files are rewritten, since not every Hadoop file system can append.
    run.write(prefix + "metrics.jsonl", metrics.toString());
    run.write(prefix + "history.csv", history.toString());
    run.write(prefix + "ledger.jsonl", ledger.toString());
  }

  private void appendCsv(ObjectNode row, Function<Map.Entry<String, JsonNode>, String> cell) {
    StringJoiner line = new StringJoiner(",", "", "\n");
    row.fields().forEachRemaining(field -> line.add(cell.apply(field)));
    history.append(line);
  }

  /** Returns null for NaN and infinity, which JSON cannot represent. */
  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  /** Line of {@code metrics.jsonl} and row of {@code history.csv}. */
  @JsonNaming(SnakeCaseStrategy.class)
  private record Row(
      int epoch,
      @JsonUnwrapped NamedScores scores,
      double learningRate,
      double trainSeconds,
      double validationSeconds,
      double examplesPerSecond,
      int averagings,
      long averagingBytes,
      Double drift,
      double medianShardSeconds,
      double slowestShardSeconds,
      int slowestShard,
      String slowestShardPlace,
      long given,
      long used,
      long dropped) {
    static Row of(EpochRecord record) {
      return new Row(
          record.epoch(),
          NamedScores.of(record),
          record.learningRate(),
          record.trainSeconds(),
          record.validationSeconds(),
          record.examplesPerSecond(),
          record.averaging().rounds(),
          record.averaging().bytes(),
          finite(record.averaging().divergence()),
          record.times().medianSeconds(),
          record.times().slowestSeconds(),
          record.times().slowestShard(),
          record.times().place(),
          record.ledger().given(),
          record.ledger().used(),
          record.ledger().dropped());
    }
  }

  /** Scores that become fields of their row. */
  private record NamedScores(@JsonAnyGetter Map<String, Double> byName) {
    static NamedScores of(EpochRecord record) {
      Map<String, Double> byName = new LinkedHashMap<>();
      record.training().all().forEach(one -> byName.put(one.name(), finite(one.value())));
      record
          .validation()
          .all()
          .forEach(one -> byName.put("val_" + one.name(), finite(one.value())));
      return new NamedScores(byName);
    }
  }

  /** Line of {@code ledger.jsonl}. */
  @JsonNaming(SnakeCaseStrategy.class)
  private record LedgerLine(
      int epoch, int shard, long given, long used, long dropped, boolean eachOnce) {
    static LedgerLine of(int epoch, ShardEntry entry) {
      return new LedgerLine(
          epoch, entry.shard(), entry.given(), entry.used(), entry.dropped(), entry.complete());
    }
  }
}
