package io.sparkrnn.cli;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.PreflightMode;
import io.sparkrnn.error.Secrets;
import io.sparkrnn.plan.Examples;
import io.sparkrnn.plan.Examples.Basis;
import io.sparkrnn.plan.Finding;
import io.sparkrnn.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code plan}: what a training would need, what would go wrong, and how to submit it. */
@Command(
    name = "plan",
    description = {
      "Computes memory, threads and traffic of a training, prints the spark-submit command for it,",
      "and tells what would fail and how to mend it. Trains nothing and asks no cluster.",
      "Without options for a cluster the plan is of this process as it was submitted: what 'train'",
      "checks. With one of them it is of a job that is still to be submitted."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  spark-rnn plan --conf conf/imdb.conf",
      "  spark-rnn plan --conf conf/cluster.conf --master yarn --executors 8 --executor-cores 4",
      "  spark-rnn plan --master spark://host:7077 --spark spark.task.cpus=2 --json"
    })
final class PlanCommand implements Callable<Integer>, JsonCapable {

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions options;
  @Mixin private OutputOptions output;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Where the job will run: local[N], spark://HOST:PORT, yarn, k8s://HOST:PORT.")
  private Optional<String> master = Optional.empty();

  @Option(names = "--deploy-mode", paramLabel = "MODE", description = "client or cluster.")
  private Optional<String> deployMode = Optional.empty();

  @Option(names = "--executors", paramLabel = "N", description = "How many executors.")
  private Optional<Integer> executors = Optional.empty();

  @Option(names = "--executor-cores", paramLabel = "N", description = "Cores of each.")
  private Optional<Integer> executorCores = Optional.empty();

  @Option(names = "--executor-memory", paramLabel = "SIZE", description = "Heap of each, as 4g.")
  private Optional<String> executorMemory = Optional.empty();

  @Option(names = "--driver-memory", paramLabel = "SIZE", description = "Heap of the driver.")
  private Optional<String> driverMemory = Optional.empty();

  @Option(
      names = "--spark",
      paramLabel = "KEY=VALUE",
      description = "A setting of Spark that the job will be submitted with. May be repeated.")
  private final Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--examples",
      paramLabel = "N",
      description = {
        "How many examples there are, for training and for the test each. Else they are counted if",
        "prepared data is there."
      })
  private Optional<Long> examples = Optional.empty();

  @Override
  public boolean json() {
    return output.json();
  }

  @Override
  public Integer call() {
    JobConfig job = options.load().job();
    Logs.apply(job.logging());
    SetupReader reader = new SetupReader(job);
    Optional<Examples> given = examples.map(this::examples);
    Map<String, String> target = target();
    Plan plan =
        Plan.of(
            target.isEmpty()
                ? reader.ofProcess(given)
                : Plan.completed(reader.ofTarget(target, given)),
            "target/spark-rnn-%s.jar".formatted(Version.sparkRnn()),
            arguments());
    PlanText text = new PlanText(plan);
    text.lines().forEach(output.human(spec.commandLine())::println);
    output.human(spec.commandLine()).flush();
    if (output.json()) {
      JsonLine.print(spec.commandLine().getOut(), text.json());
    }
    boolean refused =
        job.preflight() == PreflightMode.REFUSE
            && plan.findings().stream().anyMatch(Finding::refuses);
    return (refused ? ExitCode.USAGE : ExitCode.SUCCESS).code();
  }

  private Examples examples(long count) {
    if (count < 1) {
      throw usage("--examples is %d, expected 1 or more".formatted(count));
    }
    return new Examples(count, count, Basis.GIVEN);
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
    return new ParameterException(spec.commandLine(), message);
  }

  /** The training that the plan is of. */
  private List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("train"));
    options.arguments().forEach(word -> arguments.add(Secrets.hidden(word)));
    return arguments;
  }
}
