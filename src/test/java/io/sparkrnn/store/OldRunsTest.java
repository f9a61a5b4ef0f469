package io.sparkrnn.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.config.OutputSettings.Overwrite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldRunsTest {

  @TempDir private Path folder;

  @Test
  void keepsTheLastOnesTheUsedOnesAndWhatIsNoRunOfTheSchedule() throws IOException {
    run("nightly-2026-03-01");
    run("nightly-2026-03-02");
    run("nightly-2026-03-03");
    run("nightly-2026-03-04");
    run("by-hand");
    Files.createDirectories(folder.resolve("nightly-notes"));
    Files.createDirectories(folder.resolve(".prepared/nightly-"));

    assertThat(remove(2, Set.of("nightly-2026-03-01"))).containsExactly("nightly-2026-03-02");

    assertThat(Folders.all(folder))
        .containsExactly(
            ".prepared",
            ".prepared/nightly-",
            "by-hand",
            "by-hand/summary.json",
            "nightly-2026-03-01",
            "nightly-2026-03-01/summary.json",
            "nightly-2026-03-03",
            "nightly-2026-03-03/summary.json",
            "nightly-2026-03-04",
            "nightly-2026-03-04/summary.json",
            "nightly-notes");
    assertThat(remove(2, Set.of("nightly-2026-03-01"))).isEmpty();
  }

  @Test
  void removesCheckpointsOfANightThatWasNeverPublished() throws IOException {
    Files.createDirectories(folder.resolve(".nightly-2026-03-01.checkpoints"));
    run("nightly-2026-03-02");
    Files.createDirectories(folder.resolve(".nightly-2026-03-03.checkpoints"));

    assertThat(remove(2, Set.of())).containsExactly("nightly-2026-03-01");

    assertThat(folder.resolve(".nightly-2026-03-01.checkpoints")).doesNotExist();
    assertThat(folder.resolve(".nightly-2026-03-03.checkpoints")).exists();
  }

  @Test
  void leavesARunAloneThatAJobIsWriting() throws IOException {
    Files.createDirectories(folder.resolve(".nightly-2026-03-01.checkpoints"));
    run("nightly-2026-03-02");
    try (RunFolder job =
        RunFolder.claim(
            folder.toString(), "nightly-2026-03-01", Overwrite.REFUSE, new Configuration())) {
      assertThat(remove(1, Set.of())).isEmpty();

      assertThat(folder.resolve(".nightly-2026-03-01.checkpoints")).exists();
      job.write("summary.json", "{}");
      job.publish();
    }
    assertThat(remove(1, Set.of())).containsExactly("nightly-2026-03-01");
  }

  @Test
  void aFolderThatDoesNotExistHasNoRuns() {
    assertThat(
            OldRuns.remove(
                folder.resolve("none").toString(), "nightly-", 1, Set.of(), new Configuration()))
        .isEmpty();
  }

  private void run(String id) throws IOException {
    Files.writeString(Files.createDirectories(folder.resolve(id)).resolve("summary.json"), "{}");
  }

  private List<String> remove(int keep, Set<String> used) {
    return OldRuns.remove(folder.toString(), "nightly-", keep, used, new Configuration());
  }
}
