package io.sparkrnn.cli.plan;

import io.sparkrnn.cli.shared.ConfigOptions;
import io.sparkrnn.cli.shared.ExitCode;
import io.sparkrnn.cli.shared.JsonCommand;
import io.sparkrnn.cli.shared.JsonOutput;
import io.sparkrnn.cli.shared.LogLevels;
import io.sparkrnn.config.AveragingSettings;
import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.plan.InputCounts;
import io.sparkrnn.plan.InputCounts.Basis;
import io.sparkrnn.plan.ResourceEstimate;
import io.sparkrnn.report.ComparisonChart;
import io.sparkrnn.scaling.ClusterSpeed;
import io.sparkrnn.scaling.ScalingCurve;
import io.sparkrnn.scaling.ScalingCurve.Growth;
import io.sparkrnn.scaling.TrainingSize;
import io.sparkrnn.store.SingleFile;
import io.sparkrnn.train.RoundPlan;
import io.sparkrnn.train.Shards;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The {@code scaling} subcommand: predicts the time of an epoch on clusters of many sizes. */
@Command(
    name = "scaling",
    description = {
      "Predicts the time of an epoch for each number of executors.",
      "",
      "It computes with the speed of one core and of the network, and names the best "
          + "number. It trains nothing and contacts no cluster."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  spark-rnn scaling --conf conf/imdb.conf --examples-per-second 1500",
      "  spark-rnn scaling --examples 1000000 --examples-per-second 1500 \\",
      "      --bandwidth 1Gbit --simulate",
      "  spark-rnn scaling --examples 20000 --examples-per-second 1500 --weak \\",
      "      --output scaling"
    })
public final class ScalingCommand extends JsonCommand implements Callable<Integer> {

  @Mixin private ConfigOptions options;

  @Mixin private SpeedOptions speeds;

  @Option(
      names = "--examples",
      paramLabel = "N",
      description =
          "Number of training and validation examples; with --weak, of each executor. By "
              + "default the number in the data, if it is known.")
  private Optional<Long> examples = Optional.empty();

  @Option(
      names = "--executors",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,2,4,8,16,32,64,128,256,512,1024",
      description = "Numbers of executors (default: ${DEFAULT-VALUE}).")
  private List<Integer> executors;

  @Option(
      names = "--weak",
      description = "Weak scaling: every executor adds as many examples as the first has.")
  private boolean weak;

  @Option(
      names = "--simulate",
      description = "Simulate each epoch too, event by event, with the job's seed.")
  private boolean simulate;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description =
          "Folder for scaling.json and scaling.png, which are overwritten; local or any Hadoop"
              + " URI.")
  private Optional<String> folder = Optional.empty();

  @Override
  public Integer call() {
    JobConfig job = options.load().job();
    LogLevels.apply(job.logging());
    ClusterSpeed speed = speed();
    Growth growth = weak ? Growth.WEAK : Growth.STRONG;
    TrainingSize size = size(job);
    requireShards(size, speed);
    ScalingText text =
        new ScalingText(
            size,
            speed,
            ScalingCurve.of(
                size,
                speed,
                growth,
                executors,
                simulate ? OptionalLong.of(job.seed()) : OptionalLong.empty()));
    text.lines().forEach(human()::println);
    folder.ifPresent(directory -> write(directory, text));
    human().flush();
    printJson(text.json());
    return ExitCode.SUCCESS.code();
  }

  private ClusterSpeed speed() {
    try {
      return speeds.speed();
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  private TrainingSize size(JobConfig job) {
    if (examples.isPresent() && examples.get() < 1) {
      throw usage("--examples is %d, expected 1 or more".formatted(examples.get()));
    }
    ResourceEstimate demand = new SetupReader(job).demand(examples.map(InputCounts::given));
    if (demand.examples().basis() == Basis.ASSUMED) {
      throw usage("the number of examples in the data is not known here; set it by --examples N");
    }
    AveragingSettings averaging = job.training().averaging();
    long all = demand.examples().train();
    long validation = Shards.validationSize(all, job.data().validationFraction());
    if (validation >= all) {
      throw usage("no examples are left for training of %d examples in all".formatted(all));
    }
    return new TrainingSize(
        all - validation + demand.examples().unlabeled(),
        validation,
        demand.batchSize(),
        averaging.everyBatches(),
        averaging.perEpoch(),
        RoundPlan.hasRoundsAlone(job.training()),
        averaging.minReplicasForSlices(),
        demand.parameters(),
        demand.updaterState());
  }

  private void requireShards(TrainingSize size, ClusterSpeed speed) {
    for (int count : executors) {
      if (count < 1) {
        throw usage("--executors is %d, expected 1 or more".formatted(count));
      }
      long all = weak ? size.examples() * count : size.examples();
      if (all < speed.replicas(count)) {
        throw usage(
            "%,d training examples cannot fill the %,d shards of %,d executors; lower --executors"
                .formatted(all, speed.replicas(count), count));
      }
    }
  }

  private void write(String directory, ScalingText text) {
    Configuration hadoop = ConfigLoader.hadoopOfProcess();
    ComparisonChart.overPowersOfTwo(
            text.title(), "Executors", "Parallel efficiency, %", text.picture())
        .ifPresent(png -> SingleFile.write(directory + "/scaling.png", png, hadoop));
    human()
        .println(
            "Written: "
                + SingleFile.write(
                    directory + "/scaling.json", JsonOutput.pretty(text.json()), hadoop));
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec().commandLine(), message);
  }
}
