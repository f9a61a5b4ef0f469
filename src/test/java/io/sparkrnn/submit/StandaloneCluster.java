package io.sparkrnn.submit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * Spark's own master and two of its workers of one core, each a process of its own. The workers go
 * by two names of this machine, since Spark tries nothing twice on one.
 */
final class StandaloneCluster implements AutoCloseable {

  private static final Path HOME = Path.of(System.getProperty("spark.home.dir"));
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Pattern URL = Pattern.compile("Starting Spark master at (spark://\\S+)");

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private final String url;

  private StandaloneCluster(Path folder, List<String> masterOptions)
      throws IOException, InterruptedException {
    this.folder = Files.createDirectories(folder);
    Path log =
        launch("master", masterOptions, "org.apache.spark.deploy.master.Master", "127.0.0.1");
    url = await(log, URL).group(1);
  }

  /** Starts a master alone. */
  static StandaloneCluster withoutWorkers(Path folder) throws IOException, InterruptedException {
    return new StandaloneCluster(folder, List.of());
  }

  /**
   * Starts one and waits until its workers are registered.
   *
   * @param masterOptions of the master's Java
   */
  static StandaloneCluster start(Path folder, String... masterOptions)
      throws IOException, InterruptedException {
    StandaloneCluster cluster = new StandaloneCluster(folder, List.of(masterOptions));
    try {
      List<Path> logs = new ArrayList<>();
      for (String host : List.of("127.0.0.1", "localhost")) {
        logs.add(
            cluster.launch(
                "worker-" + host,
                List.of(),
                "org.apache.spark.deploy.worker.Worker",
                host,
                "--cores",
                "1",
                "--memory",
                "1g",
                "--work-dir",
                folder.resolve("work-" + host).toString(),
                cluster.url));
      }
      for (Path log : logs) {
        await(log, Pattern.compile("Successfully registered with master"));
      }
      return cluster;
    } catch (AssertionError | IOException | InterruptedException e) {
      cluster.close();
      throw e;
    }
  }

  private Path launch(
      String name, List<String> options, String type, String host, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptions().strip().split("\\s+")));
    command.addAll(List.of("-Xmx256m", "-cp", HOME.resolve("jars") + "/*"));
    command.addAll(options);
    command.addAll(List.of(type, "--host", host, "--port", "0", "--webui-port", "0"));
    command.addAll(List.of(arguments));
    Path log = folder.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("SPARK_HOME", HOME.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.12");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    // Executors inherit it.
    builder.environment().put(Submitted.JAVA_OPTIONS, Submitted.SHORT_LIVED);
    processes.add(builder.start());
    return log;
  }

  private static Matcher await(Path log, Pattern line) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      Matcher matcher = line.matcher(Files.readString(log));
      if (matcher.find()) {
        return matcher;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("'" + line + "' never came:\n" + Files.readString(log));
  }

  /** What {@code --master} is given. */
  String url() {
    return url;
  }

  /** The executors that run: children of the workers. */
  List<ProcessHandle> executors() {
    return processes.stream()
        .flatMap(Process::descendants)
        .filter(
            one ->
                one.isAlive()
                    && one.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
        .toList();
  }

  @Override
  public void close() {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
