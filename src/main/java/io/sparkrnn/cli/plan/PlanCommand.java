package io.sparkrnn.cli.plan;

import io.sparkrnn.cli.shared.ConfigOptions;
import io.sparkrnn.cli.shared.ExitCode;
import io.sparkrnn.cli.shared.JsonCommand;
import io.sparkrnn.cli.shared.LogLevels;
import io.sparkrnn.cli.shared.Session;
import io.sparkrnn.cli.shared.Version;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.PreflightMode;
import io.sparkrnn.error.SecretRedaction;
import io.sparkrnn.plan.Finding;
import io.sparkrnn.plan.InputCounts;
import io.sparkrnn.plan.JobSetup;
import io.sparkrnn.plan.Plan;
import io.sparkrnn.workload.Advice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The {@code plan} subcommand: estimates the resources of a job and checks its setup. */
@Command(
    name = "plan",
    description = {
      "Estimates the resources of a training and reports what would fail.",
      "",
      "It prints memory, threads, traffic and the spark-submit command, and a fix for each "
          + "problem. It trains nothing and contacts no cluster. Without cluster options, the "
          + "plan is for this process as it was submitted, which is what 'train' checks. With any "
          + "of them, it is for a job that is still to be submitted."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  spark-rnn plan --conf conf/imdb.conf",
      "  spark-rnn plan --conf conf/cluster.conf --master yarn --executors 8 \\",
      "      --executor-cores 4",
      "  spark-rnn plan --master spark://host:7077 --spark spark.task.cpus=2 --json"
    })
public final class PlanCommand extends JsonCommand implements Callable<Integer> {

  @Mixin private ConfigOptions options;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Where the job will run: local[N], spark://HOST:PORT, yarn, k8s://HOST:PORT.")
  private Optional<String> master = Optional.empty();

  @Option(names = "--deploy-mode", paramLabel = "MODE", description = "client or cluster.")
  private Optional<String> deployMode = Optional.empty();

  @Option(names = "--executors", paramLabel = "N", description = "Number of executors.")
  private Optional<Integer> executors = Optional.empty();

  @Option(names = "--executor-cores", paramLabel = "N", description = "Cores per executor.")
  private Optional<Integer> executorCores = Optional.empty();

  @Option(names = "--executor-memory", paramLabel = "SIZE", description = "Heap per executor.")
  private Optional<String> executorMemory = Optional.empty();

  @Option(names = "--driver-memory", paramLabel = "SIZE", description = "Heap of the driver.")
  private Optional<String> driverMemory = Optional.empty();

  @Option(
      names = "--spark",
      paramLabel = "KEY=VALUE",
      description = "Spark property that the job will be submitted with. May be repeated.")
  private final Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--examples",
      paramLabel = "N",
      description =
          "Number of training examples, and also of test examples. By default the number in "
              + "prepared data, if there is any.")
  private Optional<Long> examples = Optional.empty();

  @Override
  public Integer call() {
    JobConfig job = options.load().job();
    LogLevels.apply(job.logging());
    SetupReader reader = new SetupReader(job);
    Optional<InputCounts> given = examples.map(this::examples);
    Map<String, String> target = target();
    JobSetup setup;
    List<Advice> advice;
    // Only Spark knows the number of rows of a table in a catalog.
    try (Session session =
        given.isEmpty() && job.data().tables().needsSpark() ? Session.open(job) : null) {
      setup =
          target.isEmpty()
              ? reader.ofProcess(given)
              : Plan.completed(reader.ofTarget(target, given));
      advice = reader.advice(setup.shape().replicas());
    }
    Plan plan =
        Plan.of(setup, "target/spark-rnn-%s.jar".formatted(Version.sparkRnn()), arguments());
    PlanText text = new PlanText(plan, advice);
    text.lines().forEach(human()::println);
    human().flush();
    printJson(text.json());
    boolean refused =
        job.preflight() == PreflightMode.REFUSE
            && plan.findings().stream().anyMatch(Finding::refuses);
    return (refused ? ExitCode.USAGE : ExitCode.SUCCESS).code();
  }

  private InputCounts examples(long count) {
    if (count < 1) {
      throw usage("--examples is %d, expected 1 or more".formatted(count));
    }
    return InputCounts.given(count);
  }

  private Map<String, String> target() {
    Map<String, String> target = new LinkedHashMap<>(settings);
    master.ifPresent(url -> target.put("spark.master", url));
    deployMode.ifPresent(mode -> target.put("spark.submit.deployMode", mode));
    executors.ifPresent(count -> target.put("spark.executor.instances", positive(count)));
    executorCores.ifPresent(count -> target.put("spark.executor.cores", positive(count)));
    if (executors.isPresent()) {
      int cores = executorCores.orElse(2);
      target.put("spark.cores.max", Integer.toString(executors.get() * cores));
      target.putIfAbsent("spark.executor.cores", Integer.toString(cores));
    }
    executorMemory.ifPresent(size -> target.put("spark.executor.memory", size));
    driverMemory.ifPresent(size -> target.put("spark.driver.memory", size));
    return target;
  }

  private String positive(int count) {
    if (count < 1) {
      throw usage("%d executors or cores, expected 1 or more".formatted(count));
    }
    return Integer.toString(count);
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec().commandLine(), message);
  }

  /** Returns the arguments of the {@code train} command that is planned. */
  private List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("train"));
    options.arguments().forEach(word -> arguments.add(SecretRedaction.hidden(word)));
    return arguments;
  }
}
