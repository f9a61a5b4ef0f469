package io.sparkrnn.cli;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.eval.ModelComparison;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Scores;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
      "  spark-rnn evaluate runs/RUN --set data.path=new.csv --set data.label-column=stars --json",
      "  spark-rnn evaluate runs/NEW --against runs/OLD"
    })
final class EvaluateCommand implements Callable<Integer>, JsonCapable {

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions options;
  @Mixin private OutputOptions output;
  @Mixin private ModelArgument model;

  @Option(
      names = "--split",
      defaultValue = "test",
      description = "What is scored: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Part part;

  @Option(
      names = "--against",
      paramLabel = "OTHER",
      description = {
        "Another run's folder: its model answers to the same reviews, and McNemar's exact test tells",
        "whether the difference may be chance."
      })
  private String against;

  @Override
  public boolean json() {
    return output.json();
  }

  @Override
  public Integer call() {
    SavedModel saved = model.read();
    JobConfig config = saved.toScoreOn(options.loadOver(saved.configurationFile()).job());
    PrintWriter out = output.human(spec.commandLine());
    try (Session session = Session.open(config)) {
      Workload workload = Workloads.create(config, session.hadoop());
      Optional<Rival> rival =
          Optional.ofNullable(against).map(other -> Rival.read(other, config, session.hadoop()));
      PreparedData data = workload.prepareFor(session.spark(), saved.bundle().assets());
      data.facts().forEach(fact -> out.println(fact.name() + ": " + fact.value()));
      data.warnings().forEach(warning -> out.println("Warning: " + warning));
      PortionScores scores = evaluate(session, config, workload, saved.network(workload), data);
      Metrics metrics = scores.total();
      out.printf(Locale.ROOT, "Scored %,d examples (%s)%n", metrics.count(), part);
      print(out, metrics.scores());
      Optional<ModelComparison> comparison =
          rival.map(other -> other.compare(session, workload, data, part, scores));
      comparison.ifPresent(made -> announce(out, made));
      out.flush();
      if (output.json()) {
        JsonLine.print(spec.commandLine().getOut(), result(saved, workload, metrics, comparison));
      }
    }
    return ExitCode.SUCCESS.code();
  }

  private PortionScores evaluate(
      Session session,
      JobConfig config,
      Workload workload,
      MultiLayerNetwork network,
      PreparedData data) {
    if (part.of(data).stream().allMatch(portion -> portion.count() == 0)) {
      throw new BadDataException(
          "%s has no %s example; choose another with --split".formatted(workload.source(), part));
    }
    session.context().setJobGroup("spark-rnn", "evaluating " + part + " of " + workload.source());
    return PortionScores.of(session, config, workload, network, data, part);
  }

  private static void announce(PrintWriter out, ModelComparison comparison) {
    out.println("Against " + comparison.against());
    print(out, comparison.againstScores());
    out.println(comparison.text());
  }

  private static void print(PrintWriter out, Scores scores) {
    scores
        .all()
        .forEach(score -> out.printf(Locale.ROOT, "%-10s %s%n", score.name(), score.text()));
  }

  private Map<String, Object> result(
      SavedModel saved, Workload workload, Metrics metrics, Optional<ModelComparison> comparison) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("model", model.location());
    result.put("source", workload.source());
    result.put("split", part.name());
    result.put("examples", metrics.count());
    result.put("scores", JsonLine.of(metrics.scores()));
    comparison.ifPresent(made -> result.put("comparison", JsonLine.of(made)));
    result.put("model_sha256", io.sparkrnn.nn.Parameters.sha256(saved.bundle().network()));
    return result;
  }
}
