package io.sparkrnn.submit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkrnn.cli.JobSequence;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A script of the project in processes of its own, as a user or a container starts it. */
public final class Submitted implements AutoCloseable {

  /** Far above what any run here takes: it only keeps a hung process from hanging the build. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  /** Environment variable with options for each Java process, which its children inherit. */
  static final String JAVA_OPTIONS = "JAVA_TOOL_OPTIONS";

  /**
   * Options of processes that live for seconds. Without the optimizing compiler and with the serial
   * collector, a tiny training needs half of the processor time and gives the same parameters.
   */
  static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private final Process process;
  private final Path out;
  private final Path err;

  private Submitted(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts a run.
   *
   * @param folder for what it prints and for Spark's settings
   * @param spark settings of Spark, as a cluster's spark-defaults.conf has them
   */
  public static Submitted start(
      Path folder, String master, Map<String, String> spark, List<String> arguments)
      throws IOException {
    return start(folder, "submit/train.sh", Map.of("MASTER", master), spark, arguments);
  }

  /** Starts a run as users do, without the options that save time here. */
  static Submitted startWithoutOptions(
      Path folder, String master, Map<String, String> spark, List<String> arguments)
      throws IOException {
    return start(
        folder, "submit/train.sh", Map.of("MASTER", master, JAVA_OPTIONS, ""), spark, arguments);
  }

  /** Starts several subcommands in one process; its output has a line of JSON for each. */
  static Submitted sequence(Path folder, Map<String, String> spark, List<List<String>> commands)
      throws IOException {
    Path jar = folder.resolve("sequence.jar");
    String name = JobSequence.class.getName().replace('.', '/') + ".class";
    try (InputStream in = JobSequence.class.getClassLoader().getResourceAsStream(name);
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(name));
      in.transferTo(out);
    }
    Path lines = folder.resolve("commands.txt");
    Files.write(lines, commands.stream().map(words -> String.join("\t", words)).toList());
    Map<String, String> all = new HashMap<>(spark);
    all.put("spark.jars", jar.toString());
    String root = System.getProperty("project.dir");
    String script =
        ". '%1$s/submit/lib.sh'; spark_submit '%1$s' --master 'local[2]' --class %2$s '%3$s' '%4$s'"
            .formatted(root, JobSequence.class.getName(), System.getProperty("app.jar"), lines);
    return start(folder, List.of("-c", script), Map.of("OMP_NUM_THREADS", "1"), all, Path.of(""));
  }

  /** Starts what a container of the image does, see docker/entrypoint.sh, without a container. */
  static Submitted contained(Path folder, Map<String, String> environment, String... command)
      throws IOException {
    Map<String, String> all = new HashMap<>();
    all.put("SPARK_HOME", System.getProperty("spark.home.dir"));
    all.put("APP_JAR", "local://" + System.getProperty("app.jar"));
    all.putAll(environment);
    List<String> words = new ArrayList<>();
    words.add(System.getProperty("project.dir") + "/docker/entrypoint.sh");
    words.addAll(List.of(command));
    // Spark copies the jar to the working folder of a driver on Kubernetes.
    return start(folder, words, all, Map.of(), folder);
  }

  /**
   * Starts a script.
   *
   * @param script its path in the project
   * @param variables of its environment; an empty one is not set
   */
  static Submitted start(
      Path folder,
      String script,
      Map<String, String> variables,
      Map<String, String> spark,
      List<String> arguments)
      throws IOException {
    List<String> words = new ArrayList<>();
    words.add(System.getProperty("project.dir") + "/" + script);
    words.addAll(arguments);
    return start(folder, words, variables, spark, Path.of(""));
  }

  private static Submitted start(
      Path folder,
      List<String> bash,
      Map<String, String> variables,
      Map<String, String> spark,
      Path directory)
      throws IOException {
    Path conf = Files.createDirectories(folder.resolve("spark-conf"));
    StringBuilder defaults = new StringBuilder("spark.ui.enabled false\n");
    spark.forEach((key, value) -> defaults.append(key).append(' ').append(value).append('\n'));
    Files.writeString(conf.resolve("spark-defaults.conf"), defaults);

    List<String> command = new ArrayList<>();
    // A build started in the background may have been told to ignore SIGINT, and would pass it on.
    command.addAll(List.of("env", "--default-signal=INT", "bash"));
    command.addAll(bash);
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toAbsolutePath().toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Map<String, String> environment = builder.environment();
    environment.remove("SPARK_HOME");
    environment.remove("APP_JAR");
    environment.put("SPARK_CONF_DIR", conf.toString());
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    environment.put("DRIVER_MEMORY", "1g");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put(JAVA_OPTIONS, SHORT_LIVED);
    variables.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            environment.remove(name);
          } else {
            environment.put(name, value);
          }
        });
    return new Submitted(builder.start(), out, err);
  }

  /** Waits for the end; gives the exit code. */
  public int code() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("still running after " + PATIENCE + ":\n" + err());
    }
    return process.exitValue();
  }

  /** Waits until standard error has a text, and fails if the run ends without it. */
  public void awaitOnStandardError(String text) throws InterruptedException {
    awaitOnStandardError(Pattern.compile(Pattern.quote(text)), 0);
  }

  /** Waits until standard error has what is looked for, behind what it had {@code before}. */
  void awaitOnStandardError(Pattern text, int before) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Matcher matcher = text.matcher(err());
    while (!matcher.find(before)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new AssertionError("'" + text + "' never came:\n" + err());
      }
      Thread.sleep(50);
      matcher = text.matcher(err());
    }
  }

  /** Sends a signal to the driver, which the script became. */
  void signal(String name) throws IOException, InterruptedException {
    Signals.send(name, process.pid());
  }

  /** Sends SIGTERM, which does nothing to a run that has ended. */
  void terminate() {
    process.destroy();
  }

  /** Sends SIGKILL, which does nothing to a run that has ended. */
  public void kill() {
    process.destroyForcibly();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String out() {
    return text(out);
  }

  String err() {
    return text(err);
  }

  /** The object on the last line of standard output. */
  JsonNode json() {
    return parse(out().lines().reduce((first, second) -> second).orElse(""));
  }

  /** The objects on standard output, where Spark also tells which packages it fetched. */
  List<JsonNode> jsonLines() {
    return out().lines().filter(line -> line.startsWith("{")).map(this::parse).toList();
  }

  private JsonNode parse(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + json + "\n" + err(), e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
