package io.sparkrnn.cli;

import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.eval.Evaluator;
import io.sparkrnn.nn.Horizon;
import io.sparkrnn.nn.NetworkForms;
import io.sparkrnn.store.ModelBundle;
import io.sparkrnn.train.Shards;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evaluate}: a saved model's scores on any source. */
@Command(
    name = "evaluate",
    description = {
      "Scores a saved model. Network and text settings are the model's own; where the data is",
      "comes from the options, and is what the model was trained on if they do not say."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  spark-rnn evaluate runs/RUN",
      "  spark-rnn evaluate hdfs:///models/imdb/RUN --set data.path=new.parquet --split all",
      "  spark-rnn evaluate runs/RUN --set data.path=new.csv --set data.label-column=stars --json"
    })
final class EvaluateCommand implements Callable<Integer>, JsonCapable {

  /** Which reviews of the source are scored. */
  enum Part {
    test,
    train,
    all
  }

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions options;
  @Mixin private OutputOptions output;

  @Parameters(paramLabel = "MODEL", description = "A run's folder, local or any Hadoop URI.")
  private String model;

  @Option(
      names = "--split",
      defaultValue = "test",
      description = "What is scored: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Part part;

  @Override
  public boolean json() {
    return output.json();
  }

  @Override
  public Integer call() {
    Configuration hadoop = ConfigLoader.hadoopOfProcess();
    ModelBundle bundle = ModelBundle.read(model, hadoop);
    String saved = ModelBundle.configurationFile(model, hadoop);
    JobConfig own = ConfigOptions.loadSaved(saved).job();
    JobConfig told = options.loadOver(saved).job();
    JobConfig config =
        new JobConfig(
            own.workload(),
            own.seed(),
            told.data(),
            own.text(),
            own.model().with(told.model().layer()),
            own.training(),
            told.evaluation(),
            told.output(),
            told.logging());
    PrintWriter out = output.human(spec.commandLine());
    try (Session session = Session.open(config)) {
      Workload workload = Workloads.create(config, session.hadoop());
      PreparedData data = workload.prepareFor(session.spark(), bundle.assets());
      data.facts().forEach(fact -> out.println(fact.name() + ": " + fact.value()));
      data.warnings().forEach(warning -> out.println("Warning: " + warning));
      MultiLayerNetwork network =
          NetworkForms.convert(bundle.network(), workload.network(bundle.assets(), Horizon.none()));
      Metrics metrics = evaluate(session, config, workload, network, data);
      announce(out, workload, bundle, metrics);
    }
    return ExitCode.SUCCESS.code();
  }

  private Metrics evaluate(
      Session session,
      JobConfig config,
      Workload workload,
      MultiLayerNetwork network,
      PreparedData data) {
    session.context().setJobGroup("spark-rnn", "evaluating " + part + " of " + workload.source());
    Evaluator evaluator =
        new Evaluator(session.context(), workload.batcher(), config.evaluation().batchSize());
    Metrics metrics = workload.testMetrics().create();
    if (part != Part.test) {
      metrics.merge(scored(session, workload, network, evaluator, data.train(), data.trainCount()));
    }
    if (part != Part.train) {
      metrics.merge(scored(session, workload, network, evaluator, data.test(), data.testCount()));
    }
    if (metrics.count() == 0) {
      throw new BadDataException(
          "%s has no %s example; choose another with --split".formatted(workload.source(), part));
    }
    return metrics;
  }

  private static Metrics scored(
      Session session,
      Workload workload,
      MultiLayerNetwork network,
      Evaluator evaluator,
      JavaRDD<Example> examples,
      long count) {
    Shards shards = Shards.of(examples, count, session.slots());
    return evaluator.evaluate(network, shards, workload.testMetrics());
  }

  private void announce(PrintWriter out, Workload workload, ModelBundle bundle, Metrics metrics) {
    out.printf(Locale.ROOT, "Scored %,d examples (%s)%n", metrics.count(), part);
    metrics
        .scores()
        .all()
        .forEach(score -> out.printf(Locale.ROOT, "%-10s %.4f%n", score.name(), score.value()));
    out.flush();
    if (output.json()) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("model", model);
      result.put("source", workload.source());
      result.put("split", part.name());
      result.put("examples", metrics.count());
      result.put("scores", JsonLine.of(metrics.scores()));
      result.put("model_sha256", io.sparkrnn.nn.Parameters.sha256(bundle.network()));
      JsonLine.print(spec.commandLine().getOut(), result);
    }
  }
}
