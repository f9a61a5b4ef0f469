package io.sparkrnn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the containers of docker/compose.yaml and of Kubernetes run, as processes of this machine.
 */
class EntrypointIT {

  /** 128 and the number of SIGTERM. */
  private static final int TERMINATED = 143;

  @TempDir private Path folder;

  private int started;

  @Test
  void masterWorkersAndATrainingIntoHdfs() throws IOException, InterruptedException {
    String port = freePort();
    String page = freePort();
    String workerPage = freePort();
    String master = "spark://localhost:" + port;
    assertThat(isHealthy(page)).isFalse();
    try (MiniDFSCluster hdfs = hdfs();
        Submitted running =
            start(
                Map.of(
                    "SPARK_MASTER_HOST", "localhost",
                    "SPARK_MASTER_PORT", port,
                    "SPARK_MASTER_WEBUI_PORT", page),
                "master")) {
      awaitHealthy(page, running);
      try (Submitted one = worker(workerPage, master);
          Submitted two = worker(freePort(), master)) {
        awaitHealthy(workerPage, one);
        trainsOn(master, hdfs);
        assertThat(stopped(two)).isEqualTo(TERMINATED);
      }
      assertThat(stopped(running)).isEqualTo(TERMINATED);
    }
  }

  private void trainsOn(String master, MiniDFSCluster hdfs)
      throws IOException, InterruptedException {
    FileSystem files = hdfs.getFileSystem();
    String runs = files.getUri() + "/spark-rnn/runs";
    Map<String, String> environment =
        Map.of(
            "MASTER", master,
            "EXECUTORS", "2",
            "EXECUTOR_CORES", "1",
            "EXECUTOR_MEMORY", "1g",
            "NATIVE_MEMORY", "1g",
            "NATIVE_DIR", folder.resolve("native").toString());
    try (Submitted training = start(environment, train(runs, 1))) {
      assertThat(training.code()).as(training.err()).isZero();
      assertThat(training.json().at("/test/accuracy").isNumber()).isTrue();
      assertThat(training.json().at("/examples/used").intValue()).isEqualTo(12800);
      assertThat(new ObjectMapper().readTree(text(files, runs + "/r/summary.json")))
          .isEqualTo(training.json());
      assertThat(text(files, runs + "/r/model/provenance.json")).contains('"' + master + '"');
    }
    assertThat(folder.resolve("native")).isNotEmptyDirectory();
  }

  /** With the settings that Spark writes for the driver's pod, but for the master. */
  @Test
  void aDriverHearsThatItIsToEnd() throws IOException, InterruptedException {
    Path properties = folder.resolve("spark.properties");
    Files.writeString(properties, "spark.submit.deployMode=cluster\nspark.master=local[2]\n");
    Path runs = folder.resolve("runs");
    List<String> command =
        new ArrayList<>(
            List.of(
                "driver",
                "--properties-file",
                properties.toString(),
                "--class",
                "io.sparkrnn.cli.Main",
                "local://" + System.getProperty("app.jar")));
    command.addAll(List.of(train(runs.toString(), 100000)));
    Map<String, String> environment =
        Map.of(
            "SPARK_DRIVER_BIND_ADDRESS",
            "127.0.0.1",
            "NATIVE_DIR",
            folder.resolve("driver-native").toString());
    try (Submitted driver = start(environment, command.toArray(String[]::new))) {
      driver.awaitOnStandardError("Epoch 2/100000 - ");
      driver.signal("TERM");
      assertThat(driver.code()).as(driver.err()).isEqualTo(130);
      assertThat(driver.json().get("exit_code").intValue()).isEqualTo(130);
    }
    assertThat(runs.resolve(".r.checkpoints")).isNotEmptyDirectory();
    assertThat(folder.resolve("driver-native")).isNotEmptyDirectory();
  }

  /** The java command of an executor's pod: only Kubernetes can run it, so a stand-in prints it. */
  @Test
  void anExecutorIsWhatItsEnvironmentSays() throws IOException, InterruptedException {
    Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Map<String, String> environment = new HashMap<>();
    environment.put("JAVA_HOME", folder.resolve("jdk").toString());
    environment.put("SPARK_HOME", "/opt/spark");
    environment.put("SPARK_CONF_DIR", "/opt/spark/conf");
    environment.put("SPARK_JAVA_OPT_0", "-Da=b c");
    environment.put("SPARK_JAVA_OPT_1", "--add-opens=java.base/java.lang=ALL-UNNAMED");
    environment.put("SPARK_EXECUTOR_MEMORY", "2048m");
    environment.put("SPARK_EXECUTOR_CORES", "2");
    environment.put("SPARK_EXECUTOR_ID", "7");
    environment.put("SPARK_EXECUTOR_POD_IP", "10.0.0.7");
    environment.put("SPARK_EXECUTOR_POD_NAME", "pod-7");
    environment.put("SPARK_APPLICATION_ID", "spark-1");
    environment.put("SPARK_RESOURCE_PROFILE_ID", "0");
    environment.put("SPARK_DRIVER_URL", "spark://CoarseGrainedScheduler@driver:7078");
    try (Submitted executor = start(environment, "executor")) {
      assertThat(executor.code()).as(executor.err()).isZero();
      assertThat(executor.out().lines())
          .containsExactly(
              "-Dorg.bytedeco.javacpp.cachedir=/tmp/javacpp",
              "-Da=b c",
              "--add-opens=java.base/java.lang=ALL-UNNAMED",
              "-Xms2048m",
              "-Xmx2048m",
              "-cp",
              "/opt/spark/conf:/opt/spark/jars/*",
              "org.apache.spark.scheduler.cluster.k8s.KubernetesExecutorBackend",
              "--driver-url",
              "spark://CoarseGrainedScheduler@driver:7078",
              "--executor-id",
              "7",
              "--cores",
              "2",
              "--app-id",
              "spark-1",
              "--hostname",
              "10.0.0.7",
              "--resourceProfileId",
              "0",
              "--podName",
              "pod-7");
    }
  }

  private Submitted worker(String page, String master) throws IOException {
    Map<String, String> environment =
        Map.of(
            "SPARK_WORKER_CORES",
            "1",
            "SPARK_WORKER_MEMORY",
            "2g",
            "SPARK_WORKER_DIR",
            folder.resolve("work-" + page).toString(),
            "SPARK_WORKER_WEBUI_PORT",
            page);
    return start(environment, "worker", master);
  }

  private static String[] train(String runs, int epochs) {
    List<String> arguments = new ArrayList<>(List.of("train", "--json"));
    for (String setting :
        List.of(
            "data.source=sample",
            "training.batch-size=256",
            "text.vocabulary-size=300",
            "text.length=12",
            "model.embedding-size=4",
            "model.hidden-size=4",
            "training.epochs=" + epochs,
            "training.replicas=2",
            "output.dir=" + runs,
            "run.id=r")) {
      arguments.addAll(List.of("--set", setting));
    }
    return arguments.toArray(String[]::new);
  }

  private Submitted start(Map<String, String> environment, String... command) throws IOException {
    Path own = Files.createDirectories(folder.resolve("start-" + started++));
    return Submitted.contained(own, environment, command);
  }

  /** The check of health that compose.yaml names. */
  private boolean isHealthy(String page) throws IOException, InterruptedException {
    try (Submitted check = start(Map.of(), "healthy", page)) {
      return check.code() == 0;
    }
  }

  private void awaitHealthy(String page, Submitted server)
      throws IOException, InterruptedException {
    while (!isHealthy(page)) {
      assertThat(server.isAlive()).as(server.err()).isTrue();
      Thread.sleep(200);
    }
  }

  private static int stopped(Submitted server) throws IOException, InterruptedException {
    server.signal("TERM");
    return server.code();
  }

  private MiniDFSCluster hdfs() throws IOException {
    Configuration hadoop = new Configuration();
    hadoop.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
    MiniDFSCluster cluster = new MiniDFSCluster.Builder(hadoop).numDataNodes(1).build();
    cluster.waitClusterUp();
    return cluster;
  }

  private static String text(FileSystem files, String path) throws IOException {
    try (InputStream in = files.open(new org.apache.hadoop.fs.Path(path))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return Integer.toString(socket.getLocalPort());
    }
  }
}
