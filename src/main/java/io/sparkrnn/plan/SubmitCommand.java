package io.sparkrnn.plan;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.plan.Master.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The {@code spark-submit} that suits a job: what was given, where that is enough, else what is
 * advised.
 *
 * @param environment variables that it is to be started with
 * @param options of spark-submit, in order, with the reason for each
 * @param job the jar, the verb and its arguments
 */
public record SubmitCommand(
    Map<String, String> environment, List<Option> options, List<String> job) {

  private static final String CLASS = "io.sparkrnn.cli.Main";
  private static final String IMAGE_JAR = "local:///opt/spark-rnn/spark-rnn.jar";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");
  private static final Pattern SECRET =
      Pattern.compile("secret|password|token|access[.]?key", Pattern.CASE_INSENSITIVE);

  /** Settings that Spark makes up itself, or that an option stands for. */
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

  /** An option with its value, and why it is there. */
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
   * The command for a set-up.
   *
   * @param jar the job's, where no image brings it
   * @param arguments the verb and what it is told
   */
  static SubmitCommand of(Setup setup, String jar, List<String> arguments) {
    boolean image = setup.master().kind() == Kind.KUBERNETES;
    List<String> job = new ArrayList<>(List.of(image ? IMAGE_JAR : jar));
    job.addAll(arguments);
    String threads = Integer.toString(setup.shape().taskCpus());
    return new SubmitCommand(Map.of("OMP_NUM_THREADS", threads), new Options(setup).all(), job);
  }

  /** As it is typed into a shell, an option a line. */
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

  /** The words of the command, without its environment. */
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

  /** Gathers options. */
  private static final class Options {

    private final Setup setup;
    private final SparkSettings spark;
    private final Advice advice;
    private final Sizes sizes;
    private final List<Option> options = new ArrayList<>();

    Options(Setup setup) {
      this.setup = setup;
      this.spark = setup.spark();
      this.sizes = setup.sizes();
      this.advice = Advice.of(sizes);
    }

    List<Option> all() {
      Shape shape = setup.shape();
      add("--master", setup.master().url(), "where it runs");
      if (shape.executors() > 0) {
        cluster(shape);
      }
      add(
          "--driver-memory",
          size(spark.mebibytes("spark.driver.memory"), sizes.driverHeap(), advice.driverHeap()),
          "its heap");
      add(
          "--driver-java-options",
          limit(
              spark.nativeLimit("spark.driver.extraJavaOptions"),
              sizes.driverNative(),
              advice.driverNative()),
          "native memory ends with an error that names it");
      others();
      return options;
    }

    private void cluster(Shape shape) {
      boolean containers = setup.master().containers();
      if (setup.master().kind() != Kind.LOCAL_CLUSTER) {
        boolean away =
            setup.master().kind() == Kind.KUBERNETES
                || spark.text("spark.submit.deployMode").orElse("client").equals("cluster");
        add("--deploy-mode", away ? "cluster" : "client", "where the driver is");
        if (containers) {
          add("--num-executors", Integer.toString(shape.executors()), "processes that train");
        } else {
          add(
              "--total-executor-cores",
              Integer.toString(shape.executors() * shape.coresEach()),
              "a standalone master gives executors until these are taken");
        }
        add(
            "--executor-cores",
            Integer.toString(shape.coresEach()),
            "cores, and replicas, of each");
      }
      add(
          "--executor-memory",
          size(
              spark.mebibytes("spark.executor.memory"),
              sizes.executorHeap(),
              advice.executorHeap()),
          "heap of each: shards and results");
      if (containers) {
        conf(
            "spark.executor.memoryOverhead",
            overhead("executor", sizes.executorNative(), advice.executorOverhead()),
            "a container holds heap and native memory");
        conf(
            "spark.driver.memoryOverhead",
            overhead("driver", sizes.driverNative(), advice.driverOverhead()),
            "likewise");
      }
      String threads = Integer.toString(shape.taskCpus());
      conf("spark.task.cpus", threads, "cores that a task owns");
      conf("spark.executorEnv.OMP_NUM_THREADS", threads, "native threads keep to them");
      conf("spark.executorEnv.OPENBLAS_NUM_THREADS", threads, "likewise");
      conf(
          "spark.executor.extraJavaOptions",
          limit(
              spark.nativeLimit("spark.executor.extraJavaOptions"),
              sizes.executorNative(),
              advice.executorNative()),
          "native memory ends with an error that names it");
      conf("spark.scheduler.minRegisteredResourcesRatio", "1.0", "all executors are waited for");
      conf("spark.dynamicAllocation.enabled", "false", "and kept, with their shards");
    }

    private String overhead(String process, List<Amount> need, long advised) {
      return size(spark.mebibytes("spark." + process + ".memoryOverhead"), need, advised);
    }

    /** What else was given, as it was. */
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

    private static String size(OptionalLong given, List<Amount> need, long advised) {
      return Bytes.option(
          given.isPresent() && given.getAsLong() >= Amount.sum(need) ? given.getAsLong() : advised);
    }

    private static String limit(OptionalLong given, List<Amount> need, long advised) {
      boolean enough = given.isPresent() && given.getAsLong() >= Sizes.limited(need);
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
