package io.sparkrnn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Executors of a small standalone cluster are killed while they train. How often is told by {@code
 * -Dexecutor.kills=N}; 2 without.
 */
class ExecutorKillIT {

  private static final int KILLS = Integer.getInteger("executor.kills", 2);

  @TempDir private Path folder;

  @Test
  void trainingGoesOnToTheSameEnd() throws IOException, InterruptedException {
    JsonNode whole;
    try (Submitted undisturbed = start("whole")) {
      assertThat(undisturbed.code()).as(undisturbed.err()).isZero();
      whole = undisturbed.json();
    }
    Random random = new Random();
    try (Submitted disturbed = start("disturbed")) {
      int killed = 0;
      for (int epoch = 1; epoch <= KILLS; epoch++) {
        disturbed.awaitOnStandardError("Epoch " + 2 * epoch + "/");
        Thread.sleep(random.nextInt(1500));
        List<ProcessHandle> executors = disturbed.executors();
        if (disturbed.isAlive() && !executors.isEmpty()) {
          executors.get(random.nextInt(executors.size())).destroyForcibly();
          killed++;
        }
      }
      assertThat(disturbed.code()).as(disturbed.err()).isZero();
      assertThat(killed).isEqualTo(KILLS);
      assertThat(disturbed.json().get("model_sha256")).isEqualTo(whole.get("model_sha256"));
      assertThat(disturbed.json().get("train")).isEqualTo(whole.get("train"));
      assertThat(disturbed.json().get("test")).isEqualTo(whole.get("test"));
      assertThat(disturbed.json().get("examples")).isEqualTo(whole.get("examples"));
    }
    assertThat(folder.resolve("runs/disturbed/ledger.jsonl"))
        .hasSameTextualContentAs(folder.resolve("runs/whole/ledger.jsonl"));
  }

  private Submitted start(String id) throws IOException {
    Path own = Files.createDirectories(folder.resolve(id));
    List<String> arguments = new ArrayList<>(List.of("train", "--json"));
    for (String setting :
        List.of(
            "data.source=sample",
            "text.vocabulary-size=300",
            "text.length=32",
            "model.embedding-size=16",
            "model.hidden-size=16",
            "model.output-dropout=0.3",
            "averaging.per-epoch=6",
            "training.epochs=" + (2 * KILLS + 2),
            "training.replicas=2",
            "output.dir=" + folder.resolve("runs"),
            "run.id=" + id)) {
      arguments.addAll(List.of("--set", setting));
    }
    return Submitted.start(
        own, "local-cluster[2,1,1024]", Map.of("spark.executor.memory", "1g"), arguments);
  }
}
