package io.sparkrnn.plan;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.plan.Master.Kind;
import io.sparkrnn.workload.TaskCores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The recommended {@code spark-submit} command of a job. Given values are kept if they are
 * sufficient, else replaced by recommended ones.
 *
 * @param environment environment variables of the command
 * @param options options of spark-submit, in order, each with its reason
 * @param job the jar, the subcommand and its arguments
 */
public record SubmitCommand(
    Map<String, String> environment, List<Option> options, List<String> job) {

  private static final String CLASS = "io.sparkrnn.cli.Main";
  private static final String IMAGE_JAR = "local:///opt/spark-rnn/spark-rnn.jar";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
  private static final Pattern SECRET =
      Pattern.compile("secret|password|token|access[.]?key", Pattern.CASE_INSENSITIVE);

  /** Prefixes of settings that Spark sets itself, or that have an option of their own. */
  private static final List<String> OWN =
      List.of(
          "spark.app.",
          "spark.master",
          "spark.jars",
          "spark.submit.",
          "spark.repl.",
          "spark.driver.host",
          "spark.driver.port",
          "spark.driver.bindAddress",
          "spark.executor.id",
          "spark.executor.instances",
          "spark.executor.cores",
          "spark.cores.max",
          "spark.executor.memory",
          "spark.driver.memory",
          "spark.driver.extraJavaOptions",
          "spark.yarn.");

  /** An option of spark-submit with its value and its reason. */
  public record Option(String name, String value, String why) {
    public Option {
      requireNonNull(name, "name is null");
      requireNonNull(value, "value is null");
      requireNonNull(why, "why is null");
    }
  }

  public SubmitCommand {
    environment = new TreeMap<>(environment);
    options = List.copyOf(options);
    job = List.copyOf(job);
  }

  /**
   * Creates the command for a setup.
   *
   * @param jar the job's jar; ignored on Kubernetes, where the image contains it
   * @param arguments the subcommand and its arguments
   */
  static SubmitCommand of(JobSetup setup, String jar, List<String> arguments) {
    boolean image = setup.master().kind() == Kind.KUBERNETES;
    List<String> job = new ArrayList<>(List.of(image ? IMAGE_JAR : jar));
    job.addAll(arguments);
    String threads = Integer.toString(setup.shape().taskCpus());
    return new SubmitCommand(Map.of("OMP_NUM_THREADS", threads), new Options(setup).all(), job);
  }

  /** Formats the command for a shell, one option per line. */
  public String text() {
    StringBuilder text = new StringBuilder();
    environment.forEach((name, value) -> text.append(name).append('=').append(value).append(' '));
    text.append("spark-submit");
    for (Option option : options) {
      text.append(" \\\n  ").append(option.name()).append(' ').append(quoted(option.value()));
    }
    text.append(" \\\n  --class ").append(CLASS).append(" \\\n ");
    job.forEach(word -> text.append(' ').append(quoted(word)));
    return text.toString();
  }

  /** Returns the arguments of the command, without its environment. */
  public List<String> words() {
    List<String> words = new ArrayList<>(List.of("spark-submit"));
    options.forEach(option -> words.addAll(List.of(option.name(), option.value())));
    words.addAll(List.of("--class", CLASS));
    words.addAll(job);
    return words;
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** Collects the options of a setup. */
  private static final class Options {

    private final JobSetup setup;
    private final SparkSettings spark;
    private final RecommendedSizes advice;
    private final MemoryEstimate sizes;
    private final List<Option> options = new ArrayList<>();

    Options(JobSetup setup) {
      this.setup = setup;
      this.spark = setup.spark();
      this.sizes = setup.sizes();
      this.advice = RecommendedSizes.of(sizes);
    }

    List<Option> all() {
      ClusterShape shape = setup.shape();
      add("--master", setup.master().url(), "cluster manager");
      if (shape.executors() > 0) {
        cluster(shape);
      }
      add(
          "--driver-memory",
          size(spark.mebibytes("spark.driver.memory"), sizes.driverHeap(), advice.driverHeap()),
          "heap of the driver");
      add(
          "--driver-java-options",
          limit(
              spark.nativeLimit("spark.driver.extraJavaOptions"),
              sizes.driverNative(),
              advice.driverNative()),
          "limit of native memory, so that exceeding it gives a clear error");
      others();
      return options;
    }

    private void cluster(ClusterShape shape) {
      boolean containers = setup.master().containers();
      if (setup.master().kind() != Kind.LOCAL_CLUSTER) {
        boolean away =
            setup.master().kind() == Kind.KUBERNETES
                || spark.text("spark.submit.deployMode").orElse("client").equals("cluster");
        add("--deploy-mode", away ? "cluster" : "client", "where the driver runs");
        if (containers) {
          add("--num-executors", Integer.toString(shape.executors()), "number of executors");
        } else {
          add(
              "--total-executor-cores",
              Integer.toString(shape.executors() * shape.coresEach()),
              "a standalone master starts executors until these cores are used");
        }
        add(
            "--executor-cores",
            Integer.toString(shape.coresEach()),
            "cores of each executor, and so its replicas");
      }
      add(
          "--executor-memory",
          size(
              spark.mebibytes("spark.executor.memory"),
              sizes.executorHeap(),
              advice.executorHeap()),
          "heap of each executor, for shards and results");
      if (containers) {
        conf(
            "spark.executor.memoryOverhead",
            overhead("executor", sizes.executorNative(), advice.executorOverhead()),
            "native memory of a container, in addition to the heap");
        conf(
            "spark.driver.memoryOverhead",
            overhead("driver", sizes.driverNative(), advice.driverOverhead()),
            "likewise");
      }
      String threads = Integer.toString(shape.taskCpus());
      conf(TaskCores.PROPERTY, threads, "cores per task");
      conf("spark.executorEnv.OMP_NUM_THREADS", threads, "native threads per task");
      conf("spark.executorEnv.OPENBLAS_NUM_THREADS", threads, "likewise");
      conf(
          "spark.executor.extraJavaOptions",
          limit(
              spark.nativeLimit("spark.executor.extraJavaOptions"),
              sizes.executorNative(),
              advice.executorNative()),
          "limit of native memory, so that exceeding it gives a clear error");
      conf("spark.scheduler.minRegisteredResourcesRatio", "1.0", "waits for all executors");
      conf("spark.dynamicAllocation.enabled", "false", "keeps executors, which hold the shards");
    }

    private String overhead(String process, List<MemoryItem> need, long advised) {
      return size(spark.mebibytes("spark." + process + ".memoryOverhead"), need, advised);
    }

    /** Adds all other given settings unchanged; secrets are masked. */
    private void others() {
      new TreeMap<>(spark.values())
          .forEach(
              (key, value) -> {
                boolean there = options.stream().anyMatch(one -> one.value().startsWith(key + "="));
                if (!there && OWN.stream().noneMatch(key::startsWith)) {
                  conf(key, SECRET.matcher(key).find() ? "***" : value, "as given");
                }
              });
    }

    private static String size(OptionalLong given, List<MemoryItem> need, long advised) {
      return Bytes.option(
          given.isPresent() && given.getAsLong() >= MemoryItem.sum(need)
              ? given.getAsLong()
              : advised);
    }

    private static String limit(OptionalLong given, List<MemoryItem> need, long advised) {
      boolean enough = given.isPresent() && given.getAsLong() >= MemoryEstimate.limited(need);
      return "-Dorg.bytedeco.javacpp.maxbytes=%s -Dorg.bytedeco.javacpp.maxphysicalbytes=0"
          .formatted(Bytes.option(enough ? given.getAsLong() : advised));
    }

    private void conf(String key, String value, String why) {
      add("--conf", key + "=" + value, why);
    }

    private void add(String name, String value, String why) {
      options.add(new Option(name, value, why));
    }
  }
}
