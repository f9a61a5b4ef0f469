package io.sparkrnn.cli;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.ResolvedConfig;
import io.sparkrnn.eval.ModelComparison;
import io.sparkrnn.fit.Fit;
import io.sparkrnn.fit.Fitted;
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

  @Override
  public boolean json() {
    return output.json();
  }

  @Override
  public Integer call() {
    ResolvedConfig config = options.load();
    PrintWriter out = output.human(spec.commandLine());
    try (Session session = Session.open(config.job())) {
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

  private static TrainedRun train(
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
    Fitted fitted = fit.run(data, new TrainAudience(session, run, out));
    Metrics test = fit.test(fitted.network(), data);
    PortionScores scores = new PortionScores(workload.testMetrics(), List.of(test));
    Optional<ModelComparison> comparison =
        rival.map(earlier -> earlier.compare(session, workload, data, Part.test, scores));
    return new TrainedRun(config, workload, data, fitted, test, comparison, run.uri(), started);
  }
}
