package io.sparkrnn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkrnn.HdfsForTests;
import io.sparkrnn.LogLines;
import io.sparkrnn.cli.Job.Outcome;
import java.io.IOException;
import java.security.PrivilegedAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.MiniDFSCluster.DataNodeProperties;
import org.apache.hadoop.hdfs.protocol.HdfsConstants.SafeModeAction;
import org.apache.hadoop.security.UserGroupInformation;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on an HDFS that loses a data node or its name node, is in safe mode, or forbids things. */
@Tag("cluster")
class HdfsFaultsIT {

  private static final Duration PATIENCE = Duration.ofMinutes(15);

  /** The client's own tries, of which there are ten, a second each. */
  private static final String CLIENT_TRIES = "spark.hadoop.ipc.client.connect.max.retries";

  /** The logger of what tries again after failures that may pass. */
  private static final String RETRIES = "io.sparkrnn.store.Retries";

  /** The end of the line before the last try. */
  private static final String LAST_RETRY = "trying again in 8 s (4 of 4)";

  @TempDir private static java.nio.file.Path folder;

  private static HdfsForTests hdfs;
  private static JsonNode whole;
  private static ExecutorService jobs;

  @BeforeAll
  static void start() throws IOException {
    Job.freshSpark();
    System.setProperty(CLIENT_TRIES, "1");
    jobs = Executors.newSingleThreadExecutor();
    hdfs = HdfsForTests.start(folder.resolve("hdfs"));
    assertThat(Job.run("sample", folder.resolve("sample").toString()).code()).isZero();
    for (String name : List.of("train.jsonl", "test.jsonl")) {
      hdfs.files()
          .copyFromLocalFile(
              new Path(folder.resolve("sample").resolve(name).toUri()),
              HdfsForTests.path("/reviews/" + name));
    }
    Outcome undisturbed = Job.run(arguments("whole"));
    assertThat(undisturbed.code()).as(undisturbed.err()).isZero();
    whole = undisturbed.json();
  }

  @AfterAll
  static void stop() throws IOException {
    System.clearProperty(CLIENT_TRIES);
    Job.forgetSparkSettings();
    if (jobs != null) {
      jobs.shutdownNow();
    }
    if (hdfs != null) {
      hdfs.close();
    }
  }

  @Test
  void aDataNodeMayGoWhileAJobTrainsAndWrites() throws Exception {
    Future<Outcome> job = begin("node");
    awaitCheckpoint("node", job);
    DataNodeProperties stopped = hdfs.stopDataNode();
    try {
      requireTheSame(job.get());
      requireReadable("/runs/node", "/runs/whole");
    } finally {
      hdfs.restart(stopped);
    }
  }

  @Test
  void safeModeThatEndsIsWaitedFor() throws Exception {
    try (LogLines retries = LogLines.of(RETRIES)) {
      hdfs.safeMode(SafeModeAction.SAFEMODE_ENTER);
      Future<Outcome> job = begin("waits");
      awaitRetry(retries, job);
      hdfs.safeMode(SafeModeAction.SAFEMODE_LEAVE);
      requireTheSame(job.get());
      assertThat(retries.lines())
          .first(InstanceOfAssertFactories.STRING)
          .startsWith("WARN cannot make the folder " + hdfs.root() + "/runs")
          .contains("safe mode", "trying again in 1 s (1 of 4)");
    }
  }

  @Test
  void safeModeThatStaysEndsTheJobBeforeItBegins() throws Exception {
    hdfs.safeMode(SafeModeAction.SAFEMODE_ENTER);
    try (LogLines retries = LogLines.of(RETRIES)) {
      requireError(
          Job.run(arguments("never")),
          "cannot make the folder ",
          "safe mode",
          "hdfs dfsadmin -safemode get");
      assertThat(retries.lines()).anyMatch(line -> line.contains(LAST_RETRY));
    } finally {
      hdfs.safeMode(SafeModeAction.SAFEMODE_LEAVE);
    }
    assertThat(hdfs.children("/runs")).noneMatch(name -> name.contains("never"));
  }

  @Test
  void safeModeThatStaysEndsTheJobAndLeavesItsCheckpoints() throws Exception {
    Future<Outcome> job = begin("safe");
    awaitCheckpoint("safe", job);
    hdfs.safeMode(SafeModeAction.SAFEMODE_ENTER);
    try (LogLines retries = LogLines.of(RETRIES)) {
      requireError(job.get(), hdfs.root() + "/runs/.safe.", "safe mode");
      assertThat(retries.lines()).anyMatch(line -> line.contains(LAST_RETRY));
      assertThat(hdfs.children("/runs")).doesNotContain("safe").contains(".safe.checkpoints");
    } finally {
      hdfs.safeMode(SafeModeAction.SAFEMODE_LEAVE);
    }
    DataNodeProperties stopped = hdfs.stopDataNode();
    try {
      goesOn("safe");
    } finally {
      hdfs.restart(stopped);
    }
  }

  @Test
  void aNameNodeThatGoesEndsTheJobAndLeavesItsCheckpoints() throws Exception {
    Future<Outcome> job = begin("gone");
    awaitCheckpoint("gone", job);
    hdfs.stopNameNode();
    try (LogLines retries = LogLines.of(RETRIES)) {
      requireError(job.get(), hdfs.root() + "/runs/.gone.", "Connection refused", "can be reached");
      assertThat(retries.lines()).anyMatch(line -> line.contains(LAST_RETRY));
    } finally {
      hdfs.restartNameNode();
    }
    assertThat(hdfs.children("/runs")).doesNotContain("gone").contains(".gone.checkpoints");
    goesOn("gone");
  }

  @Test
  void whatAnotherUserMayNotIsToldWithPathAndUser() throws Exception {
    Path locked = HdfsForTests.path("/locked");
    hdfs.files().mkdirs(locked);
    hdfs.files().setPermission(locked, new FsPermission((short) 0));
    UserGroupInformation alice = UserGroupInformation.createRemoteUser("alice");

    requireError(
        as(alice, arguments("r", "output.dir=" + hdfs.root() + "/locked/runs")),
        hdfs.root() + "/locked/runs/r (as alice): Permission denied: user=alice",
        "give this user permission");
    Outcome unreadable = as(alice, arguments("r", "data.path=" + hdfs.root() + "/locked/a.jsonl"));
    assertThat(unreadable.code()).as(unreadable.err()).isEqualTo(3);
    assertThat(unreadable.json().get("error").textValue())
        .contains("/locked/a.jsonl", "Permission denied: user=alice")
        .doesNotContain("\n");
    assertThat(hdfs.children("/locked")).isEmpty();
  }

  private static Outcome as(UserGroupInformation user, List<String> arguments) {
    return user.doAs((PrivilegedAction<Outcome>) () -> Job.run(arguments));
  }

  private static Future<Outcome> begin(String id) {
    return jobs.submit(() -> Job.run(arguments(id)));
  }

  private static void awaitCheckpoint(String id, Future<Outcome> job)
      throws IOException, InterruptedException, ExecutionException {
    Path checkpoint = HdfsForTests.path("/runs/." + id + ".checkpoints/epoch-000002.checkpoint");
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!hdfs.files().exists(checkpoint)) {
      if (job.isDone() || System.nanoTime() > deadline) {
        throw new AssertionError(
            "no " + checkpoint + "; " + (job.isDone() ? job.get() : "waiting"));
      }
      Thread.sleep(20);
    }
  }

  private static void awaitRetry(LogLines retries, Future<Outcome> job)
      throws InterruptedException, ExecutionException {
    while (retries.lines().isEmpty()) {
      if (job.isDone()) {
        throw new AssertionError("it did not wait; " + job.get());
      }
      Thread.sleep(20);
    }
  }

  private static void goesOn(String id) throws IOException {
    // It could not be removed; with the process of a job it would be void, but this one lives on.
    hdfs.files().delete(HdfsForTests.path("/runs/." + id + ".lock"), false);
    List<String> arguments = new ArrayList<>(arguments(id));
    arguments.add("--resume");
    Outcome resumed = Job.run(arguments);
    requireTheSame(resumed);
    assertThat(resumed.err()).contains("Resuming after epoch ");
  }

  private static void requireTheSame(Outcome trained) {
    assertThat(trained.code()).as(trained.err()).isZero();
    for (String part : List.of("model_sha256", "train", "test", "examples")) {
      assertThat(trained.json().get(part)).as(part).isEqualTo(whole.get(part));
    }
  }

  private static void requireError(Outcome failed, String... says) {
    assertThat(failed.code()).as(failed.err()).isEqualTo(1);
    String error = failed.json().get("error").textValue();
    assertThat(error).contains(says).doesNotContain("\n");
    assertThat(failed.err()).contains("spark-rnn: " + error).doesNotContain("\tat ");
  }

  /** Every file, to its end; those that do not tell of time or name are the same. */
  private static void requireReadable(String run, String same) throws IOException {
    List<LocatedFileStatus> files = hdfs.below(run);
    assertThat(files).hasSameSizeAs(hdfs.below(same));
    for (LocatedFileStatus file : files) {
      assertThat(hdfs.read(file.getPath())).hasSize((int) file.getLen()).isNotEmpty();
    }
    for (String name : List.of("ledger.jsonl", "model/assets/vocabulary.txt")) {
      assertThat(hdfs.read(HdfsForTests.path(run + "/" + name)))
          .isEqualTo(hdfs.read(HdfsForTests.path(same + "/" + name)));
    }
  }

  private static List<String> arguments(String id, String... more) {
    List<Object> settings =
        new ArrayList<>(
            List.of(
                "data.path=" + hdfs.root() + "/reviews/train.jsonl",
                "data.test-path=" + hdfs.root() + "/reviews/test.jsonl",
                "training.epochs=12",
                "averaging.rounds-per-epoch=2",
                "output.dir=" + hdfs.root() + "/runs",
                "run.id=" + id));
    settings.addAll(List.of(more));
    return Job.arguments("train", settings.toArray());
  }
}
