package io.sparkrnn.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkrnn.config.OutputSettings.Overwrite;
import io.sparkrnn.train.AveragingStatistics;
import io.sparkrnn.train.EpochLedger;
import io.sparkrnn.train.EpochLedger.ShardEntry;
import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.train.ShardTimes;
import io.sparkrnn.workload.Scores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunJournalTest {

  private static final List<String> COLUMNS =
      List.of(
          "epoch",
          "loss",
          "accuracy",
          "val_loss",
          "learning_rate",
          "train_seconds",
          "validation_seconds",
          "examples_per_second",
          "averagings",
          "averaging_bytes",
          "drift",
          "median_shard_seconds",
          "slowest_shard_seconds",
          "slowest_shard",
          "slowest_shard_place",
          "given",
          "used",
          "dropped");

  @TempDir private Path folder;

  @Test
  void writesEveryEpochAsItEnds() throws IOException {
    try (RunFolder run =
        RunFolder.claim(folder.toString(), "r", Overwrite.REFUSE, new Configuration())) {
      RunJournal journal = new RunJournal(run, "");
      journal.epochEnded(epoch(1, 0.75), Networks.trained());
      assertThat(lines(".r.partial/metrics.jsonl")).hasSize(1);
      journal.epochEnded(epoch(2, Double.NaN), Networks.trained());
      run.publish();
    }

    List<String> history = Files.readAllLines(folder.resolve("r/history.csv"));
    assertThat(history)
        .containsExactly(
            String.join(",", COLUMNS),
            "1,0.5,0.25,0.75,0.001,2.0,0.5,4.5,3,600,0.25,1.25,1.75,1,executor 2 (b),10,9,1",
            "2,0.5,0.25,,0.001,2.0,0.5,4.5,3,600,,1.25,1.75,1,executor 2 (b),10,9,1");

    List<JsonNode> metrics = lines("r/metrics.jsonl");
    assertThat(metrics).hasSize(2);
    assertThat(metrics.get(0).fieldNames()).toIterable().containsExactlyElementsOf(COLUMNS);
    assertThat(COLUMNS)
        .filteredOn(RunJournal::isScore)
        .containsExactly("loss", "accuracy", "val_loss");
    assertThat(metrics.get(0).get("val_loss").doubleValue()).isEqualTo(0.75);
    assertThat(metrics.get(0).get("examples_per_second").doubleValue()).isEqualTo(4.5);
    assertThat(metrics.get(0).get("averagings").intValue()).isEqualTo(3);
    assertThat(metrics.get(0).get("averaging_bytes").longValue()).isEqualTo(600);
    assertThat(metrics.get(0).get("drift").doubleValue()).isEqualTo(0.25);
    assertThat(metrics.get(1).get("drift").isNull()).isTrue();
    assertThat(metrics.get(1).get("epoch").intValue()).isEqualTo(2);
    assertThat(metrics.get(1).get("val_loss").isNull()).isTrue();

    assertThat(Files.readAllLines(folder.resolve("r/ledger.jsonl")))
        .containsExactly(
            ledgerLine(1, 0, 5, 5, true),
            ledgerLine(1, 1, 5, 4, false),
            ledgerLine(2, 0, 5, 5, true),
            ledgerLine(2, 1, 5, 4, false));
  }

  private static String ledgerLine(int epoch, int shard, int given, int used, boolean once) {
    return "{\"epoch\":%d,\"shard\":%d,\"given\":%d,\"used\":%d,\"dropped\":%d,\"each_once\":%b}"
        .formatted(epoch, shard, given, used, given - used, once);
  }

  private static EpochRecord epoch(int number, double validationLoss) {
    return new EpochRecord(
        number,
        Scores.empty().with("loss", 0.5).with("accuracy", 0.25),
        Scores.empty().with("loss", validationLoss),
        0.001,
        2.0,
        0.5,
        new AveragingStatistics(3, 600, number == 1 ? 0.25 : Double.NaN),
        new ShardTimes(1.25, 1.75, 1, "executor 2 (b)"),
        new EpochLedger(
            number, List.of(new ShardEntry(0, 5, 5, true), new ShardEntry(1, 5, 4, false))));
  }

  private List<JsonNode> lines(String name) throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(name))) {
      nodes.add(new ObjectMapper().readTree(line));
    }
    return nodes;
  }
}
