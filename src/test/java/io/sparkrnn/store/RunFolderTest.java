package io.sparkrnn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sparkrnn.config.OutputSettings.Overwrite;
import io.sparkrnn.error.OutputConflictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

  @TempDir private Path folder;

  @Test
  void aRunIsHiddenUntilItIsWhole() throws IOException {
    try (RunFolder run = claim(Overwrite.REFUSE)) {
      run.write("report.html", "<p>");
      run.write("model/assets/words.txt", "ü");

      assertThat(folder.resolve("r1")).doesNotExist();
      assertThat(folder.resolve(".r1.partial/report.html")).exists();
      run.publish();
    }

    assertThat(Folders.all(folder))
        .containsExactly(
            "r1", "r1/model", "r1/model/assets", "r1/model/assets/words.txt", "r1/report.html");
    assertThat(Files.readString(folder.resolve("r1/model/assets/words.txt"))).isEqualTo("ü");
  }

  @Test
  void saysWhereTheRunWillBe() {
    try (RunFolder run = claim(Overwrite.REFUSE)) {
      assertThat(run.uri()).isEqualTo("file://" + folder + "/r1");
    }
  }

  @Test
  void aRunThatIsNotPublishedLeavesNothing() {
    try (RunFolder run = claim(Overwrite.REFUSE)) {
      run.write("model/network.zip", new byte[10]);
    }

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anInterruptedThreadCleansUpAndStaysInterrupted() {
    RunFolder run = claim(Overwrite.REFUSE);
    run.write("a", "b");
    Thread.currentThread().interrupt();

    run.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anExistingRunIsRefused() throws IOException {
    Files.createDirectories(folder.resolve("r1"));

    assertThatExceptionOfType(OutputConflictException.class)
        .isThrownBy(() -> claim(Overwrite.REFUSE))
        .withMessage(
            "the run file:%s/r1 exists already; choose another run.id,"
                + " or set output.overwrite = replace to replace it",
            folder);
    assertThat(Folders.all(folder)).containsExactly("r1");
  }

  @Test
  void twoJobsCannotWriteOneRun() {
    try (RunFolder first = claim(Overwrite.REPLACE)) {
      first.write("a", "of the first");

      assertThatExceptionOfType(OutputConflictException.class)
          .isThrownBy(() -> claim(Overwrite.REPLACE))
          .withMessageStartingWith("another job is writing the run 'r1': process ")
          .withMessageContaining("file:%s/.r1.lock", folder);
      first.publish();
    }

    assertThat(Folders.all(folder)).containsExactly("r1", "r1/a");
  }

  @Test
  void whatADeadJobLeftIsNotPublished() throws IOException {
    Files.createDirectories(folder.resolve(".r1.partial"));
    Files.writeString(folder.resolve(".r1.partial/old"), "old");

    try (RunFolder run = claim(Overwrite.REFUSE)) {
      run.write("new", "new");
      run.publish();
    }

    assertThat(Folders.all(folder)).containsExactly("r1", "r1/new");
  }

  @Test
  void tellsWhatAPublishedRunSaysOfItself() throws IOException {
    assertThat(RunFolder.summary(folder.toString(), "r1", new Configuration())).isEmpty();
    Files.createDirectories(folder.resolve("r1"));
    assertThatExceptionOfType(OutputConflictException.class)
        .isThrownBy(() -> RunFolder.summary(folder.toString(), "r1", new Configuration()))
        .withMessageContaining("has no summary.json: it is not a run of this program");
    Files.writeString(folder.resolve("r1/summary.json"), "{}");
    assertThat(RunFolder.summary(folder.toString(), "r1", new Configuration())).contains("{}");
  }

  @Test
  void aRunPublishedInTheMeantimeIsNotTouched() throws IOException {
    try (RunFolder run = claim(Overwrite.REFUSE)) {
      Files.createDirectories(folder.resolve("r1"));
      Files.writeString(folder.resolve("r1/other"), "of another job");

      assertThatExceptionOfType(OutputConflictException.class)
          .isThrownBy(run::publish)
          .withMessageEndingWith("/r1 exists already");
    }

    assertThat(Folders.all(folder)).containsExactly("r1", "r1/other");
  }

  @Test
  void aReplacedRunIsThereUntilTheNewOneIs() throws IOException {
    Files.createDirectories(folder.resolve("r1"));
    Files.writeString(folder.resolve("r1/old"), "old");

    try (RunFolder run = claim(Overwrite.REPLACE)) {
      run.write("new", "new");
      assertThat(folder.resolve("r1/old")).exists();
      run.publish();
    }

    assertThat(Folders.all(folder)).containsExactly("r1", "r1/new");
  }

  @Test
  void aReplacementGivenUpLeavesTheOldRun() throws IOException {
    Files.createDirectories(folder.resolve("r1"));
    Files.writeString(folder.resolve("r1/old"), "old");

    try (RunFolder run = claim(Overwrite.REPLACE)) {
      run.write("new", "new");
    }

    assertThat(Folders.all(folder)).containsExactly("r1", "r1/old");
  }

  @Test
  void aReplacementThatCannotBeRenamedPutsTheOldRunBack() throws IOException {
    Files.createDirectories(folder.resolve("r1"));
    Files.writeString(folder.resolve("r1/old"), "old");
    Configuration hadoop = new Configuration();
    hadoop.setClass(
        "fs.stubborn.impl", StubbornFileSystem.class, org.apache.hadoop.fs.FileSystem.class);

    try (RunFolder run = RunFolder.claim("stubborn://" + folder, "r1", Overwrite.REPLACE, hadoop)) {
      run.write("new", "new");

      assertThatExceptionOfType(OutputConflictException.class)
          .isThrownBy(run::publish)
          .withMessageContaining("/.r1.partial could not be renamed to ");
    }

    assertThat(Folders.all(folder)).containsExactly("r1", "r1/old");
  }

  private RunFolder claim(Overwrite overwrite) {
    return RunFolder.claim(folder.toString(), "r1", overwrite, new Configuration());
  }

  /** The local disk, which refuses to publish. */
  public static final class StubbornFileSystem extends RawLocalFileSystem {

    @Override
    public java.net.URI getUri() {
      return java.net.URI.create("stubborn:///");
    }

    @Override
    public boolean rename(org.apache.hadoop.fs.Path from, org.apache.hadoop.fs.Path to)
        throws IOException {
      return !from.getName().endsWith(".partial") && super.rename(from, to);
    }
  }
}
