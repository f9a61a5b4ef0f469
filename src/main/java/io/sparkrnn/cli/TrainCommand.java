package io.sparkrnn.cli;

import io.sparkrnn.config.DataSettings;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.ResolvedConfig;
import io.sparkrnn.eval.Evaluator;
import io.sparkrnn.store.PreparedCache;
import io.sparkrnn.store.RunFolder;
import io.sparkrnn.store.RunJournal;
import io.sparkrnn.train.EpochListener;
import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.train.Shards;
import io.sparkrnn.train.TrainingLoop;
import io.sparkrnn.train.TrainingPlan;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Scores;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
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
    PreparedData data = prepare(session, job, workload);
    data.facts().forEach(fact -> out.println(fact.name() + ": " + fact.value()));

    int replicas = job.training().replicas().orElseGet(session::slots);
    DataSettings settings = job.data();
    Shards.Parts parts =
        Shards.split(
            data.train(),
            data.trainCount(),
            settings.validationFraction(),
            settings.validationSplit(),
            replicas,
            job.seed());
    TrainingPlan plan = TrainingLoop.plan(job.training(), parts.training(), parts.validation());
    MultiLayerNetwork network =
        new MultiLayerNetwork(workload.network(data.assets(), plan.horizon()));
    network.init();
    out.println(network.summary());

    Evaluator evaluator =
        new Evaluator(session.context(), workload.batcher(), job.evaluation().batchSize());
    TrainingLoop loop =
        new TrainingLoop(
            session.context(),
            job.training(),
            job.seed(),
            parts.training(),
            workload.batcher(),
            workload.epochMetrics(),
            averaged -> validate(evaluator, averaged, parts.validation(), workload),
            listeners(session, run, out));
    List<EpochRecord> history = loop.train(network, plan);

    session.context().setJobGroup("spark-rnn", "test");
    Metrics test =
        evaluator.evaluate(
            network, Shards.of(data.test(), data.testCount(), replicas), workload.testMetrics());
    return new TrainedRun(config, workload, data, plan, network, history, test, run.uri(), started);
  }

  private static PreparedData prepare(Session session, JobConfig job, Workload workload) {
    return job.data()
        .cacheDir()
        .map(
            dir -> {
              PreparedCache cache = new PreparedCache(session.spark(), dir);
              String fingerprint = workload.fingerprint();
              return cache
                  .find(fingerprint)
                  .orElseGet(() -> cache.keep(fingerprint, workload.prepare(session.spark())));
            })
        .orElseGet(() -> workload.prepare(session.spark()));
  }

  private static Scores validate(
      Evaluator evaluator, MultiLayerNetwork network, Shards validation, Workload workload) {
    return validation.examples() == 0
        ? Scores.empty()
        : evaluator.evaluate(network, validation, workload.epochMetrics()).scores();
  }

  private static List<EpochListener> listeners(Session session, RunFolder run, PrintWriter out) {
    List<EpochListener> listeners = new ArrayList<>();
    if (ProgressBar.canBeDrawn()) {
      ProgressBar bar = new ProgressBar(out);
      session.context().sc().addSparkListener(bar);
      listeners.add(bar);
    }
    listeners.add(new EpochConsole(out));
    listeners.add(new RunJournal(run));
    return listeners;
  }
}
