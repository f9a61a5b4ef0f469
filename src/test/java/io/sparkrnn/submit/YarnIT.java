package io.sparkrnn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.apache.hadoop.yarn.server.MiniYARNCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar on a real YARN, which runs the driver, too. */
@Tag("cluster")
class YarnIT {

  private static final String HOME = System.getProperty("spark.home.dir");

  @TempDir private static Path folder;

  private static MiniYARNCluster cluster;
  private static YarnClient yarn;

  @BeforeAll
  static void start() throws IOException {
    YarnConfiguration configuration = new YarnConfiguration();
    // A laptop's disk is often fuller than YARN would have it.
    configuration.set(
        "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", "100");
    configuration.set("yarn.nodemanager.pmem-check-enabled", "false");
    configuration.set("yarn.nodemanager.vmem-check-enabled", "false");
    configuration.set("yarn.scheduler.minimum-allocation-mb", "256");
    configuration.set("yarn.scheduler.capacity.root.queues", "default");
    configuration.set("yarn.scheduler.capacity.root.default.capacity", "100");
    // The driver alone may have more than the tenth that is the default.
    configuration.set("yarn.scheduler.capacity.maximum-am-resource-percent", "1.0");
    cluster = new MiniYARNCluster("spark-rnn", 1, 1, 1);
    cluster.init(configuration);
    cluster.start();
    Configuration running = cluster.getConfig();
    Files.createDirectories(folder.resolve("hadoop-conf"));
    try (OutputStream site = Files.newOutputStream(folder.resolve("hadoop-conf/yarn-site.xml"))) {
      running.writeXml(site);
    }
    yarn = YarnClient.createYarnClient();
    yarn.init(running);
    yarn.start();
  }

  @AfterAll
  static void stop() {
    if (yarn != null) {
      yarn.stop();
    }
    if (cluster != null) {
      cluster.stop();
    }
  }

  @Test
  void aSuccessIsOneForTheCallerAndForYarn()
      throws IOException, InterruptedException, YarnException {
    JsonNode local;
    try (Submitted alone =
        Submitted.start(
            Files.createDirectories(folder.resolve("alone")),
            "local[2]",
            Map.of(),
            arguments("alone", "training.epochs=2"))) {
      assertThat(alone.code()).as(alone.err()).isZero();
      local = alone.json();
    }
    try (Submitted submitted = submit("good")) {
      assertThat(submitted.code()).as(log(submitted)).isZero();
      assertThat(submitted.json().get("model_sha256")).isEqualTo(local.get("model_sha256"));
    }
    assertThat(folder.resolve("runs/.outcomes")).isEmptyDirectory();
    ApplicationReport report = last();
    assertThat(report.getYarnApplicationState()).isEqualTo(YarnApplicationState.FINISHED);
    assertThat(report.getFinalApplicationStatus()).isEqualTo(FinalApplicationStatus.SUCCEEDED);
    assertThat(report.getDiagnostics()).isEmpty();
    JsonNode summary =
        new ObjectMapper().readTree(Files.readString(folder.resolve("runs/good/summary.json")));
    for (String part : List.of("model_sha256", "train", "test", "examples")) {
      assertThat(summary.get(part)).as(part).isEqualTo(local.get(part));
    }
    assertThat(Files.readString(folder.resolve("runs/good/model/provenance.json")))
        .contains("\"spark_master\" : \"yarn\"");
    assertThat(driverLog()).contains("\"model_sha256\"").doesNotContain("interrupted");
  }

  @Test
  void aFailureIsOneForTheCallerAndItsCodeIsToldByYarn()
      throws IOException, InterruptedException, YarnException {
    try (Submitted submitted =
        submit("bad", "data.source=auto", "data.path=" + folder.resolve("gone.csv"))) {
      assertThat(submitted.code()).as(log(submitted)).isEqualTo(3);
      assertThat(submitted.json().get("exit_code").intValue()).isEqualTo(3);
      assertThat(submitted.json().get("error").textValue()).contains("gone.csv does not exist");
      assertThat(submitted.err()).contains("User application exited with status 3");
    }
    ApplicationReport report = last();
    assertThat(report.getFinalApplicationStatus()).isEqualTo(FinalApplicationStatus.FAILED);
    assertThat(report.getDiagnostics()).contains("User application exited with status 3");
    assertThat(report.getCurrentApplicationAttemptId().getAttemptId()).isEqualTo(1);
    assertThat(driverLog()).contains("gone.csv does not exist", "\"exit_code\":3");
    assertThat(folder.resolve("runs/bad")).doesNotExist();
  }

  @Test
  void aFailureInClientModeIsTheSame() throws IOException, InterruptedException {
    try (Submitted submitted =
        submitIn(
            "client", "bad-2", "data.source=auto", "data.path=" + folder.resolve("gone.csv"))) {
      assertThat(submitted.code()).as(log(submitted)).isEqualTo(3);
      assertThat(submitted.json().get("exit_code").intValue()).isEqualTo(3);
      assertThat(submitted.json().get("error").textValue()).contains("gone.csv does not exist");
    }
  }

  @Test
  void whoStopsTheScriptStopsTheApplication()
      throws IOException, InterruptedException, YarnException {
    try (Submitted submitted = submit("stopped", "training.epochs=100000")) {
      while (yarn.getApplications(EnumSet.of(YarnApplicationState.RUNNING)).isEmpty()) {
        assertThat(submitted.isAlive()).as(submitted.err()).isTrue();
        Thread.sleep(200);
      }
      submitted.signal("TERM");
      assertThat(submitted.code()).as(submitted.err()).isEqualTo(130);
      assertThat(submitted.json().get("exit_code").intValue()).isEqualTo(130);
    }
    assertThat(last().getYarnApplicationState()).isEqualTo(YarnApplicationState.KILLED);
  }

  @Test
  void wrongSettingsAreToldBeforeAnythingIsSubmitted()
      throws IOException, InterruptedException, YarnException {
    int before = yarn.getApplications().size();
    try (Submitted submitted = submit("wrong", "training.epoch=3")) {
      assertThat(submitted.code()).as(submitted.err()).isEqualTo(2);
      assertThat(submitted.json().get("error").textValue()).contains("training.epochs");
    }
    assertThat(yarn.getApplications()).hasSize(before);
  }

  private static Submitted submit(String id, String... settings) throws IOException {
    return submitIn("cluster", id, settings);
  }

  private static Submitted submitIn(String mode, String id, String... settings) throws IOException {
    Map<String, String> variables =
        Map.of(
            "HADOOP_CONF_DIR", folder.resolve("hadoop-conf").toString(),
            "DEPLOY_MODE", mode,
            "EXECUTORS", "1",
            "EXECUTOR_CORES", "2",
            "EXECUTOR_MEMORY", "512m",
            "NATIVE_MEMORY", "512m",
            "DRIVER_MEMORY", "512m");
    Map<String, String> spark =
        Map.of(
            "spark.yarn.jars", "local:" + HOME + "/jars/*",
            "spark.yarn.stagingDir", folder.resolve("staging").toUri().toString(),
            "spark.yarn.appMasterEnv.JAVA_HOME", System.getProperty("java.home"),
            "spark.executorEnv.JAVA_HOME", System.getProperty("java.home"),
            "spark.yarn.appMasterEnv.SPARK_LOCAL_IP", "127.0.0.1");
    List<String> arguments =
        new ArrayList<>(List.of("yarn", "--conf", "spark.yarn.tags=" + id, "--"));
    arguments.addAll(arguments(id, settings));
    // The driver runs elsewhere, with another working folder and perhaps another disk.
    Path conf = Files.writeString(folder.resolve(id + ".conf"), "training.epochs = 2");
    arguments.addAll(List.of("--conf", conf.toString()));
    return Submitted.start(
        Files.createDirectories(folder.resolve("submit-" + id)),
        "submit/cluster.sh",
        variables,
        spark,
        arguments);
  }

  private static List<String> arguments(String id, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(TinyTraining.arguments(folder, id, more));
    // All containers are on this machine, which the preflight cannot know.
    arguments.addAll(List.of("--set", "preflight=warn"));
    return arguments;
  }

  private static ApplicationReport last() throws IOException, YarnException {
    return yarn.getApplications().stream()
        .max(java.util.Comparator.comparing(ApplicationReport::getApplicationId))
        .orElseThrow();
  }

  /** What the driver of the last application printed, as {@code yarn logs} would show it. */
  private static String driverLog() throws IOException, YarnException {
    String container = last().getCurrentApplicationAttemptId().toString();
    return logsOf(container.replace("appattempt_", "container_").replaceFirst("_0*\\d+$", "_"));
  }

  private static String logsOf(String prefix) throws IOException {
    try (Stream<Path> files = Files.walk(cluster.getTestWorkDir().toPath())) {
      return String.join(
          "\n",
          files
              .filter(Files::isRegularFile)
              .filter(file -> file.getParent().getFileName().toString().startsWith(prefix))
              .filter(file -> file.getFileName().toString().startsWith("std"))
              .map(YarnIT::text)
              .toList());
    }
  }

  private static String text(Path file) {
    try {
      return file + ":\n" + Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String log(Submitted submitted) {
    try {
      return submitted.err() + logsOf("container_");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
