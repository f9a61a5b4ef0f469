package io.sparkrnn.cli.train;

import io.sparkrnn.cli.plan.PreflightCheck;
import io.sparkrnn.cli.shared.ConfigOptions;
import io.sparkrnn.cli.shared.ExitCode;
import io.sparkrnn.cli.shared.JsonCommand;
import io.sparkrnn.cli.shared.PhaseTimer;
import io.sparkrnn.cli.shared.PhaseTimer.Phase;
import io.sparkrnn.cli.shared.RunNames;
import io.sparkrnn.cli.shared.RunsIndex;
import io.sparkrnn.cli.shared.Session;
import io.sparkrnn.cli.shared.TerminalWriter;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.OutputSettings;
import io.sparkrnn.config.ResolvedConfig;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.store.Checkpoints.OnMismatch;
import io.sparkrnn.store.ModelVersion;
import io.sparkrnn.store.RunFolder;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code train} subcommand: trains a network and publishes model, metrics and report. */
@Command(
    name = "train",
    description = "Trains a network and publishes the run: model, metrics, curves, report.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  spark-rnn train",
      "  spark-rnn train --conf conf/imdb.conf --set output.dir=hdfs:///models/imdb",
      "  spark-rnn train --set data.path=reviews.csv --set training.epochs=3 --json"
    })
public final class TrainCommand extends JsonCommand implements Callable<Integer> {

  @Mixin private ConfigOptions options;

  @Option(
      names = "--resume",
      description =
          "Resume the run with this run.id from its last checkpoint. Without one, training "
              + "starts from scratch; a finished run is left as it is, and its summary is "
              + "printed.")
  private boolean resume;

  @Option(
      names = "--accept-changes",
      description = "With --resume: resume even if settings or data have changed since.")
  private boolean acceptChanges;

  @Option(names = "--dry-run", description = "Only print what would be read, trained and written.")
  private boolean dryRun;

  @Override
  public Integer call() {
    PhaseTimer phases = PhaseTimer.ofProcess();
    ResolvedConfig config = options.load();
    PrintWriter out = TerminalWriter.of(human());
    requireRunId(config.job().output());
    PreflightCheck.of(config.job());
    phases.begin(Phase.SPARK);
    try (Session session = Session.open(config.job())) {
      TrainJob job = new TrainJob(session, config);
      if (dryRun) {
        printDryRun(job, config.job(), session, out);
        return ExitCode.SUCCESS.code();
      }
      Optional<String> finished = finished(config.job().output(), session);
      if (finished.isPresent()) {
        printFinished(finished.get(), job, out);
        return ExitCode.SUCCESS.code();
      }
      Optional<ModelVersion> newest = job.nothingNew();
      if (newest.isPresent()) {
        printNothingNew(newest.get(), out);
        return ExitCode.SUCCESS.code();
      }
      train(job, config, session, phases, out);
    }
    return ExitCode.SUCCESS.code();
  }

  private void train(
      TrainJob job, ResolvedConfig config, Session session, PhaseTimer phases, PrintWriter out) {
    // Closing abandons an unpublished run after any exception, including checked ones, which Spark
    // throws without declaring them.
    try (RunFolder run = RunNames.claim(config, session.hadoop());
        RunTrackers tracking = new RunTrackers(config, run)) {
      TrainedRun trained = job.train(run, tracking, onMismatch(), phases, out);
      trained.write(run, session);
      RunSummary summary = trained.summarize(run);
      run.publish();
      tracking.succeeded(
          trained.test().scores(), trained.baseline().map(made -> made.models().againstScores()));
      trained.announce(out);
      job.release(run.uri(), trained.decision()).ifPresent(out::println);
      out.flush();
      RunsIndex.refresh(config.job(), session.hadoop());
      printJson(summary);
    }
  }

  /** Returns the handling of checkpoints with other settings; empty: training starts anew. */
  private Optional<OnMismatch> onMismatch() {
    return resume
        ? Optional.of(acceptChanges ? OnMismatch.ACCEPT : OnMismatch.REFUSE)
        : Optional.empty();
  }

  private void requireRunId(OutputSettings settings) {
    if (acceptChanges && !resume) {
      throw new ConfigurationException("--accept-changes is for --resume, which is not given");
    }
    if (resume && settings.runId().isEmpty()) {
      throw new ConfigurationException(
          "--resume needs run.id, the name of the run to resume; set it with --set run.id=NAME");
    }
  }

  private Optional<String> finished(OutputSettings settings, Session session) {
    return resume
        ? RunFolder.summary(settings.dir(), settings.runId().orElseThrow(), session.hadoop())
        : Optional.empty();
  }

  private void printFinished(String summary, TrainJob job, PrintWriter out) {
    out.println("The run is finished already:");
    out.println(summary.strip());
    job.releaseAgain().ifPresent(out::println);
    out.flush();
    if (json()) {
      spec().commandLine().getOut().println(summary.strip());
      spec().commandLine().getOut().flush();
    }
  }

  private void printDryRun(TrainJob job, JobConfig config, Session session, PrintWriter out) {
    DryRun report =
        DryRun.of(
            job,
            config,
            resume ? DryRun.Earlier.RESUMED : DryRun.Earlier.DISCARDED,
            session.hadoop());
    report.print(out);
    printJson(report.json());
  }

  private record NothingNew(String status, int version, String run) {}

  private void printNothingNew(ModelVersion newest, PrintWriter out) {
    out.printf(
        "Nothing new: version %d (%s) has the same data and settings; nothing was trained%n",
        newest.number(), newest.origin().run());
    out.flush();
    printJson(new NothingNew("nothing-new", newest.number(), newest.origin().run()));
  }
}
