package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkrnn.FaultyFileSystem;
import io.sparkrnn.FaultyFileSystem.Failure;
import io.sparkrnn.FaultyFileSystem.Operation;
import io.sparkrnn.cli.Job.Outcome;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole jobs whose storage fails here and there. */
class StorageFaultsIT {

  private static final String IMPLEMENTATION = "spark.hadoop.fs.fault.impl";
  private static final String FULL = "No space left on device";

  @TempDir private static Path folder;

  private static JsonNode whole;

  @BeforeAll
  static void trainUndisturbed() {
    Job.freshSpark();
    System.setProperty(IMPLEMENTATION, FaultyFileSystem.class.getName());
    Outcome undisturbed = train("whole");
    assertThat(undisturbed.code()).as(undisturbed.err()).isZero();
    whole = undisturbed.json();
  }

  @AfterAll
  static void forget() {
    System.clearProperty(IMPLEMENTATION);
    Job.forgetSparkSettings();
  }

  @ParameterizedTest
  @ValueSource(strings = {"epoch-000002.checkpoint", "metrics.jsonl", "network.zip", "report.html"})
  void aFullDiskEndsTheJobAndItGoesOnOnceThereIsRoom(String file) throws IOException {
    // Not the whole name: the lock has the id in its own.
    String id = "full-" + file.charAt(0);
    fails(
        id,
        Operation.WRITE,
        file,
        StorageFaultsIT::diskIsFull,
        "cannot write fault:/",
        file,
        FULL,
        "free up space there");
    assertThat(names("runs")).doesNotContain(id, "." + id + ".partial", "." + id + ".lock");
    goesOn(id);
  }

  @Test
  void aDiskMayBeFullForTasksToo() throws IOException {
    FaultyFileSystem.plan(Operation.WRITE, ".parquet", 1, StorageFaultsIT::diskIsFull);
    Outcome failed = train("tasks", "data.cache-dir=fault://" + folder.resolve("cache"));
    assertThat(FaultyFileSystem.allHappened()).isTrue();
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.json().get("error").textValue())
        .contains("cannot write fault:/", "/cache/", FULL)
        .doesNotContain("\n");
    assertThat(names("cache")).isEmpty();
    assertThat(names("runs")).doesNotContain("tasks", ".tasks.partial", ".tasks.lock");
    goesOn("tasks");
  }

  @Test
  void aBrokenConnectionIsTriedAgain() throws IOException {
    FaultyFileSystem.plan(Operation.WRITE, "report.html", 1, StorageFaultsIT::pipeIsBroken);
    FaultyFileSystem.plan(Operation.WRITE, ".checkpoint", 1, StorageFaultsIT::pipeIsBroken);
    FaultyFileSystem.plan(Operation.WRITE, ".again.lock", 1, StorageFaultsIT::pipeIsBroken);
    FaultyFileSystem.plan(Operation.MAKE_FOLDER, "/model", 1, StorageFaultsIT::pipeIsBroken);
    FaultyFileSystem.plan(Operation.RENAMED, "/runs/again", 1, StorageFaultsIT::pipeIsBroken);
    Outcome trained = train("again");
    assertThat(FaultyFileSystem.allHappened()).isTrue();
    requireTheSame(trained);
    assertThat(names("runs/again")).containsExactlyInAnyOrderElementsOf(names("runs/whole"));
    assertThat(names("runs")).noneMatch(name -> name.startsWith(".again"));
  }

  @Test
  void aRunThatCannotBeRenamedIsNotThereAndGoesOn() throws IOException {
    fails(
        "rename",
        Operation.RENAME,
        "/runs/rename",
        StorageFaultsIT::isForbidden,
        "cannot rename fault:/",
        "Permission denied",
        "give this user permission");
    assertThat(names("runs")).doesNotContain("rename", ".rename.partial", ".rename.lock");
    goesOn("rename");
  }

  @Test
  void aFolderThatMayNotBeMadeIsToldAtOnce() throws IOException {
    fails(
        "no",
        Operation.MAKE_FOLDER,
        "/.no.partial",
        StorageFaultsIT::isForbidden,
        "cannot make the folder fault:/",
        "(as " + System.getProperty("user.name") + ")",
        "Permission denied");
    assertThat(names("runs")).noneMatch(name -> name.startsWith(".no."));
  }

  private static void fails(
      String id, Operation operation, String file, Failure failure, String... says) {
    FaultyFileSystem.plan(operation, file, 1, failure);
    Outcome failed = train(id);
    assertThat(FaultyFileSystem.allHappened()).isTrue();
    assertThat(failed.code()).as(failed.err()).isEqualTo(1);
    String error = failed.json().get("error").textValue();
    assertThat(error).contains(says).doesNotContain("\n");
    assertThat(failed.err()).endsWith("spark-rnn: " + error + "\n");
  }

  private static void goesOn(String id) {
    List<String> arguments = new ArrayList<>(arguments(id));
    arguments.add("--resume");
    requireTheSame(Job.run(arguments));
  }

  private static void requireTheSame(Outcome trained) {
    assertThat(trained.code()).as(trained.err()).isZero();
    for (String part : List.of("model_sha256", "test", "examples")) {
      assertThat(trained.json().get(part)).as(part).isEqualTo(whole.get(part));
    }
  }

  private static Outcome train(String id, String... more) {
    return Job.run(arguments(id, more));
  }

  private static List<String> arguments(String id, String... more) {
    List<Object> settings =
        new ArrayList<>(
            List.of(
                "data.source=sample",
                "training.batch-size=256",
                "training.epochs=3",
                "output.dir=fault://" + folder.resolve("runs"),
                "data.cache-dir=" + folder.resolve("prepared"),
                "run.id=" + id));
    settings.addAll(List.of(more));
    return Job.arguments("train", settings.toArray());
  }

  private static List<String> names(String below) throws IOException {
    try (Stream<Path> children = Files.list(folder.resolve(below))) {
      return children.map(path -> path.getFileName().toString()).toList();
    }
  }

  /** As Hadoop's local file system tells of it. */
  private static void diskIsFull() {
    throw FaultyFileSystem.localError(FULL);
  }

  private static void pipeIsBroken() throws SocketException {
    throw new SocketException("Broken pipe");
  }

  private static void isForbidden() throws AccessControlException {
    throw new AccessControlException("Permission denied: user=somebody\n\tat a name node");
  }
}
