package io.sparkrnn.cli;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.OutputSettings;
import io.sparkrnn.config.ResolvedConfig;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.eval.ModelComparison;
import io.sparkrnn.fit.Fit;
import io.sparkrnn.fit.Fitted;
import io.sparkrnn.store.Checkpoints;
import io.sparkrnn.store.Checkpoints.Changed;
import io.sparkrnn.store.RunFolder;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code train}: data in, averaged network, metrics, plots and report out. */
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
final class TrainCommand implements Callable<Integer>, JsonCapable {

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions options;
  @Mixin private OutputOptions output;

  @Option(
      names = "--resume",
      description = {
        "Go on with the run of this run.id from its last checkpoint. Without one training begins",
        "anew; a run that is finished is left as it is, and told of."
      })
  private boolean resume;

  @Option(
      names = "--accept-changes",
      description = "With --resume: go on though settings or data have changed since.")
  private boolean acceptChanges;

  @Override
  public boolean json() {
    return output.json();
  }

  @Override
  public Integer call() {
    ResolvedConfig config = options.load();
    PrintWriter out = output.human(spec.commandLine());
    requireRunId(config.job().output());
    try (Session session = Session.open(config.job())) {
      Optional<String> finished = finished(config.job().output(), session);
      if (finished.isPresent()) {
        tellAgain(finished.get(), out);
        return ExitCode.SUCCESS.code();
      }
      Workload workload = Workloads.create(config.job(), session.hadoop());
      // Closing abandons a run that was not published, whatever stopped it: Spark throws checked
      // exceptions that its methods do not declare.
      try (RunFolder run = RunNames.claim(config, session.hadoop())) {
        TrainedRun trained = train(session, config, workload, run, out);
        Map<String, Object> summary = trained.summary();
        trained.write(run, session, summary);
        run.publish();
        trained.announce(out);
        if (output.json()) {
          JsonLine.print(spec.commandLine().getOut(), summary);
        }
      }
    }
    return ExitCode.SUCCESS.code();
  }

  private void requireRunId(OutputSettings settings) {
    if (acceptChanges && !resume) {
      throw new ConfigurationException("--accept-changes is for --resume, which is not given");
    }
    if (resume && settings.runId().isEmpty()) {
      throw new ConfigurationException(
          "--resume needs run.id, the name of the run to go on with; set it, as --set run.id=NAME");
    }
  }

  private Optional<String> finished(OutputSettings settings, Session session) {
    return resume
        ? RunFolder.summary(settings.dir(), settings.runId().orElseThrow(), session.hadoop())
        : Optional.empty();
  }

  private void tellAgain(String summary, PrintWriter out) {
    out.println("The run is finished already:");
    out.println(summary.strip());
    if (output.json()) {
      spec.commandLine().getOut().println(summary.strip());
      spec.commandLine().getOut().flush();
    }
  }

  private TrainedRun train(
      Session session, ResolvedConfig config, Workload workload, RunFolder run, PrintWriter out) {
    Instant started = Instant.now();
    JobConfig job = config.job();
    // Read before hours of training, which a model that is not there must not cost.
    Optional<Rival> rival =
        job.evaluation().against().map(model -> Rival.read(model, job, session.hadoop()));
    PreparedData data = Preparation.of(session, job, workload);
    data.facts().forEach(fact -> out.println(fact.name() + ": " + fact.value()));

    int replicas = job.training().replicas().orElseGet(session::slots);
    Fit fit = new Fit(session.context(), job, workload, replicas);
    Checkpoints checkpoints =
        run.checkpoints(job.checkpoint(), RunIdentity.of(config, workload, replicas));
    if (resume) {
      checkpoints.open(acceptChanges ? Changed.ACCEPT : Changed.REFUSE);
    } else {
      checkpoints.discard();
    }
    Fitted fitted = fit.run(data, new TrainAudience(session, run, out), checkpoints);
    Metrics test = fit.test(fitted.network(), data);
    PortionScores scores = new PortionScores(workload.testMetrics(data.assets()), List.of(test));
    Optional<ModelComparison> comparison =
        rival.map(earlier -> earlier.compare(session, workload, data, Part.test, scores));
    return new TrainedRun(config, workload, data, fitted, test, comparison, run.uri(), started);
  }
}
