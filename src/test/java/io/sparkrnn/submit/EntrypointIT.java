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
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the containers of docker/compose.yaml run, as processes of this machine; {@link
 * KubernetesIT} has those of Kubernetes.
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
