package io.sparkrnn.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsFolderTest {

  @TempDir private Path dir;

  private RunsFolder folder() {
    return RunsFolder.open(dir.toString(), new Configuration(false));
  }

  private Path write(String file, String content) throws IOException {
    Path path = dir.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, content);
  }

  private void run(String id, String started, String epochs) throws IOException {
    write(
        id + "/summary.json",
        """
        {"epochs":2,"seconds":12.5,"validation":{"loss":0.4,"auc":null},"test":{"accuracy":0.9},
         "promotion":{"promoted":true}}""");
    write(
        id + "/model/provenance.json",
        "{\"workload\":\"w\",\"started\":\"" + started + "\",\"train_examples\":100}");
    write(
        id + "/model/config.conf",
        """
        workload = "review-sentiment"
        training.epochs = %s
        data.path = "a b"
        output.dir = "runs"
        models.dir = "models"
        """
            .formatted(epochs));
    write(
        id + "/metrics.jsonl",
        "{\"epoch\":1,\"loss\":0.6,\"val_loss\":0.5,\"seconds_of_later_versions\":1}\n"
            + "{\"epoch\":2,\"loss\":0.5,\"val_loss\":0.4,\"val_new\":1,\"used\":7}\n");
  }

  @Test
  void readsTheSmallFilesOfEachRunNewestFirst() throws IOException {
    run("older", "2026-01-01T00:00:00Z", "2");
    run("newer", "2026-01-02T00:00:00Z", "3");

    RunListing listing = folder().read(10);

    assertThat(listing.problems()).isEmpty();
    assertThat(listing.finished()).extracting(StoredRun::id).containsExactly("newer", "older");
    StoredRun run = listing.finished().get(0);
    assertThat(run.workload()).isEqualTo("review-sentiment");
    assertThat(run.started()).isEqualTo(Instant.parse("2026-01-02T00:00:00Z"));
    assertThat(run.settings())
        .containsEntry("training.epochs", "3")
        .containsEntry("data.path", "a b");
    assertThat(run.settings()).doesNotContainKeys("output.dir", "models.dir", "workload");
    assertThat(run.modelsDir()).hasValue("models");
    assertThat(run.promoted()).hasValue(true);
    assertThat(run.epochs()).hasValue(2);
    assertThat(run.trainExamples()).hasValue(100);
    assertThat(run.test()).containsEntry("accuracy", 0.9);
    assertThat(run.validation().get("auc")).isNaN();
    assertThat(run.history().get("val_loss")).containsExactly(0.5, 0.4);
    assertThat(run.history().get("val_new")).containsExactly(Double.NaN, 1.0);
    assertThat(run.history()).doesNotContainKey("used");
  }

  @Test
  void readsOnlyTheNewestFolders() throws IOException {
    for (int i = 0; i < 5; i++) {
      run("run-" + i, "2026-01-0" + (i + 1) + "T00:00:00Z", "2");
      Files.setLastModifiedTime(dir.resolve("run-" + i), FileTime.from(Instant.ofEpochSecond(i)));
    }

    RunListing listing = folder().read(2);

    assertThat(listing.finished()).extracting(StoredRun::id).containsExactly("run-4", "run-3");
    assertThat(listing.notRead()).isEqualTo(3);
  }

  @Test
  void damagedAndForeignFoldersAreLeftOut() throws IOException {
    run("good", "2026-01-01T00:00:00Z", "2");
    write("half/summary.json", "{\"run\":");
    write("list/summary.json", "[1]");
    write("deep/summary.json", "[".repeat(100_000));
    write("empty/summary.json", "");
    write("big/summary.json", " ".repeat(9 << 20));
    write("notes/readme.txt", "no run");
    write("index.html", "the page");
    write("metrics/summary.json", "{}");
    write("metrics/metrics.jsonl", "{\"epoch\":1}\nnot json\n");
    write("sparse/summary.json", "{\"test\":[],\"epochs\":\"x\",\"seconds\":null}");

    RunListing listing = folder().read(100);

    assertThat(listing.finished())
        .extracting(StoredRun::id)
        .containsExactlyInAnyOrder("good", "metrics", "sparse");
    assertThat(listing.problems())
        .hasSize(6)
        .anySatisfy(one -> assertThat(one).startsWith("half: summary.json is not valid JSON"))
        .anySatisfy(one -> assertThat(one).startsWith("list: summary.json is not a JSON object"))
        .anySatisfy(one -> assertThat(one).startsWith("metrics: metrics.jsonl is not valid JSON"))
        .anySatisfy(one -> assertThat(one).startsWith("big: "));
  }

  @Test
  void findsRunsThatWereNotPublished() throws IOException {
    run("done", "2026-01-01T00:00:00Z", "2");
    write(".done.checkpoints/epoch-000002.checkpoint", "");
    write(".stopped.checkpoints/epoch-000002.checkpoint", "");
    write(".stopped.checkpoints/epoch-000003.checkpoint", "");
    write(".none.checkpoints/other", "");
    write(".locked.lock", LockOwner.current().toText());
    write(".dead.lock", "no owner");
    Files.setLastModifiedTime(dir.resolve(".dead.lock"), FileTime.from(Instant.ofEpochSecond(1)));

    assertThat(folder().read(10).unfinished())
        .containsExactly(
            new UnfinishedRun("locked", UnfinishedRun.State.RUNNING, 0),
            new UnfinishedRun("stopped", UnfinishedRun.State.STOPPED, 3));
  }

  @Test
  void aFolderThatDoesNotExistHasNoRuns() {
    RunsFolder none = RunsFolder.open(dir.resolve("no").toString(), new Configuration(false));

    assertThat(none.exists()).isFalse();
    assertThat(none.read(10).finished()).isEmpty();
  }

  @Test
  void pagesWrittenAtTheSameTimeDoNotMix() throws IOException {
    List<String> pages = IntStream.range(0, 8).mapToObj(i -> ("" + i).repeat(100_000)).toList();
    List<CompletableFuture<String>> writers =
        pages.stream()
            .map(page -> CompletableFuture.supplyAsync(() -> folder().writePage(page)))
            .toList();
    writers.forEach(CompletableFuture::join);

    assertThat(Files.readString(dir.resolve(RunsFolder.PAGE))).isIn(pages);
    try (Stream<Path> left = Files.list(dir)) {
      assertThat(left)
          .extracting(path -> path.getFileName().toString())
          .containsExactly("index.html");
    }
  }
}
