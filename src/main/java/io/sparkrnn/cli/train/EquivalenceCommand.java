package io.sparkrnn.cli.train;

import io.sparkrnn.cli.shared.ConfigOptions;
import io.sparkrnn.cli.shared.ExitCode;
import io.sparkrnn.cli.shared.JsonCommand;
import io.sparkrnn.cli.shared.JsonOutput;
import io.sparkrnn.cli.shared.Session;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.report.ComparisonChart;
import io.sparkrnn.store.SingleFile;
import io.sparkrnn.study.AveragingVariant;
import io.sparkrnn.study.ReplicaStudy;
import io.sparkrnn.study.StudyDesign;
import io.sparkrnn.study.StudyResult;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * The {@code equivalence} subcommand: measures how accuracy depends on the number of replicas, and
 * which averaging keeps the accuracy of one replica.
 */
@Command(
    name = "equivalence",
    description = {
      "Compares training with one replica and with several.",
      "",
      "It trains the same network on the same data, each time with several seeds, and "
          + "compares accuracy, loss, time, bytes moved and replica divergence. If there are more "
          + "replicas than cores, the replicas take turns: the accuracy is then that of a "
          + "cluster, the time is not."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  spark-rnn equivalence --conf conf/imdb.conf",
      "  spark-rnn equivalence --conf conf/imdb.conf --replicas 8 \\",
      "      --averaging mean:1,mean:16",
      "  spark-rnn equivalence --conf conf/imdb.conf --judge test --seeds 1,2,3 --json"
    })
public final class EquivalenceCommand extends JsonCommand implements Callable<Integer> {

  private static final int MOST_REPLICAS = 10_000;

  @Mixin private ConfigOptions options;

  @Option(
      names = "--replicas",
      paramLabel = "N",
      split = ",",
      defaultValue = "2,4,8",
      description =
          "Numbers of replicas to compare with one; 1: train only one replica, with all seeds"
              + " (default: ${DEFAULT-VALUE}).")
  private List<Integer> replicas;

  @Option(
      names = "--averaging",
      paramLabel = "KIND:N",
      split = ",",
      defaultValue = "mean:1,mean:4,momentum:4",
      description =
          "Averaging strategies (mean, momentum or dl4j) and their rounds per epoch"
              + " (default: ${DEFAULT-VALUE}).")
  private List<String> averaging;

  @Mixin private SeedsOption seeds;

  @Option(
      names = "--judge",
      paramLabel = "SPLIT",
      defaultValue = "validation",
      description =
          "Split to score on: ${COMPLETION-CANDIDATES}; choose by the first, use the other once"
              + " (default: ${DEFAULT-VALUE}).")
  private StudyDesign.JudgingSplit split;

  @Option(
      names = "--tolerance",
      paramLabel = "POINTS",
      defaultValue = "0.4",
      description =
          "Percentage points of accuracy that a suggestion may lose (default: ${DEFAULT-VALUE}).")
  private double tolerance;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description =
          "Folder for equivalence.json and equivalence.png, which are overwritten; local or any"
              + " Hadoop URI (default: equivalence in output.dir).")
  private Optional<String> folder = Optional.empty();

  @Override
  public Integer call() {
    StudyDesign design = design();
    JobConfig job = options.load().job();
    PrintWriter out = human();
    String directory = folder.orElse(job.output().dir() + "/equivalence");
    try (Session session = Session.open(job)) {
      Workload workload = Workloads.create(job, session.hadoop());
      PreparedData data = PreparedDataLoader.of(session, job, workload);
      data.facts().forEach(fact -> out.println(fact.name() + ": " + fact.value()));
      out.printf(
          "%d trainings of %d epochs, on %d cores%n",
          design.trainings(), job.training().epochs(), session.slots());
      out.flush();
      StudyText text = new StudyText(session.slots());
      StudyResult result =
          new ReplicaStudy(
                  session.context(),
                  job,
                  own -> Workloads.create(own, session.hadoop()),
                  design,
                  soFar -> {
                    out.println(text.trial(soFar));
                    out.flush();
                    // Written after each training, so that a later failure loses no results.
                    write(session, directory, text, soFar);
                  })
              .run(data);
      text.lines(result).forEach(out::println);
      ComparisonChart.png("Replicas", result.mainScore(), text.picture(result))
          .ifPresent(
              png -> SingleFile.write(directory + "/equivalence.png", png, session.hadoop()));
      out.println("Written: " + write(session, directory, text, result));
      out.flush();
      printJson(text.json(result));
    }
    return ExitCode.SUCCESS.code();
  }

  private static String write(
      Session session, String directory, StudyText text, StudyResult result) {
    return SingleFile.write(
        directory + "/equivalence.json", JsonOutput.pretty(text.json(result)), session.hadoop());
  }

  private StudyDesign design() {
    List<Long> distinct = seeds.distinct(spec());
    for (int count : replicas) {
      if (count < 1 || count > MOST_REPLICAS) {
        throw usage("--replicas has %d, expected from 1 to %d".formatted(count, MOST_REPLICAS));
      }
    }
    if (!(tolerance >= 0)) {
      throw usage("--tolerance is %s, expected 0 or more".formatted(tolerance));
    }
    return new StudyDesign(
        replicas.stream().filter(count -> count > 1).distinct().toList(),
        averaging.stream().map(this::variant).distinct().toList(),
        distinct,
        split,
        tolerance);
  }

  private AveragingVariant variant(String text) {
    try {
      return AveragingVariant.parse(text.strip());
    } catch (IllegalArgumentException e) {
      throw usage("--averaging " + e.getMessage());
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec().commandLine(), message);
  }
}
