package io.sparkrnn.cli.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sparkrnn.cli.shared.ConfigOptions;
import io.sparkrnn.cli.shared.ExitCode;
import io.sparkrnn.cli.shared.JsonCommand;
import io.sparkrnn.cli.shared.JsonOutput;
import io.sparkrnn.cli.shared.ModelArgument;
import io.sparkrnn.cli.shared.SavedModel;
import io.sparkrnn.cli.shared.Session;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.eval.ModelComparison;
import io.sparkrnn.nn.ParameterHash;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Scores;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code evaluate} subcommand: scores a saved model on any source. */
@Command(
    name = "evaluate",
    description = {
      "Evaluates a saved model on test examples.",
      "",
      "Network and text settings are the model's own. The data is that of the options or, "
          + "by default, the data that the model was trained on."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  spark-rnn evaluate runs/RUN",
      "  spark-rnn evaluate hdfs:///runs/RUN --set data.path=new.parquet --split all",
      "  spark-rnn evaluate runs/RUN --set data.path=new.csv \\",
      "      --set data.label-column=stars --json",
      "  spark-rnn evaluate runs/NEW --against runs/OLD"
    })
public final class EvaluateCommand extends JsonCommand implements Callable<Integer> {

  @Mixin private ConfigOptions options;
  @Mixin private ModelArgument model;

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      defaultValue = "test",
      description = "Split to evaluate: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private EvaluatedSplit split;

  @Option(
      names = "--against",
      paramLabel = "RUN",
      description =
          "Run folder or version folder of another model. It is evaluated on the same examples, and McNemar's "
              + "exact test shows whether the difference may be due to chance.")
  private String against;

  @Override
  public Integer call() {
    SavedModel saved = model.read();
    JobConfig config = saved.toScoreWith(options);
    PrintWriter out = human();
    try (Session session = Session.open(config)) {
      Workload workload = Workloads.create(config, session.hadoop());
      Optional<BaselineModel> baseline =
          Optional.ofNullable(against)
              .map(other -> BaselineModel.read(other, config, session.hadoop()));
      PreparedData data = workload.prepareFor(session.spark(), saved.bundle().assets());
      baseline.ifPresent(other -> other.requireClassesOf(workload, data));
      data.facts().forEach(fact -> out.println(fact.name() + ": " + fact.value()));
      data.warnings().forEach(warning -> out.println("Warning: " + warning));
      PortionScores scores = evaluate(session, config, workload, saved.network(workload), data);
      Metrics metrics = scores.total();
      out.printf(Locale.ROOT, "Scored %,d examples (%s)%n", metrics.count(), split);
      print(out, metrics.scores());
      Optional<RecordedBaseline> linear =
          split == EvaluatedSplit.test
              ? RecordedBaseline.of(saved, workload, session.hadoop())
              : Optional.empty();
      linear.ifPresent(
          recorded -> {
            out.println("Linear baseline of the training, on the same examples");
            print(out, recorded.scores());
          });
      Optional<ModelComparison> comparison =
          baseline.map(other -> other.compare(session, workload, data, split, scores));
      comparison.ifPresent(made -> announce(out, made));
      out.flush();
      printJson(
          new Evaluated(
              model.location(),
              workload.source(),
              split.name(),
              metrics.count(),
              JsonOutput.of(metrics.scores()),
              linear.map(RecordedBaseline::json).orElse(null),
              comparison.map(JsonOutput::of).orElse(null),
              ParameterHash.sha256(saved.bundle().network())));
    }
    return ExitCode.SUCCESS.code();
  }

  private PortionScores evaluate(
      Session session,
      JobConfig config,
      Workload workload,
      MultiLayerNetwork network,
      PreparedData data) {
    if (split.of(data).stream().allMatch(portion -> portion.count() == 0)) {
      throw new BadDataException(
          "%s has no %s examples; choose another split with --split"
              .formatted(workload.source(), split));
    }
    session.context().setJobGroup("spark-rnn", "evaluating " + split + " of " + workload.source());
    return PortionScores.of(session, config, workload, network, data, split);
  }

  private static void announce(PrintWriter out, ModelComparison comparison) {
    out.println("Against " + comparison.against());
    print(out, comparison.againstScores());
    out.println(comparison.text());
  }

  private static void print(PrintWriter out, Scores scores) {
    int width = scores.all().stream().mapToInt(score -> score.name().length()).max().orElse(0);
    String format = "%%-%ds %%s%%n".formatted(Math.max(10, width));
    scores.all().forEach(score -> out.printf(Locale.ROOT, format, score.name(), score.text()));
  }

  /**
   * Result of an evaluation, as JSON has it.
   *
   * @param baseline linear baseline that the run recorded on the same test examples; null if there
   *     is none
   * @param comparison null without {@code --against}
   */
  @JsonNaming(SnakeCaseStrategy.class)
  private record Evaluated(
      String model,
      String source,
      String split,
      long examples,
      Map<String, Double> scores,
      @JsonInclude(JsonInclude.Include.NON_NULL) JsonNode baseline,
      @JsonInclude(JsonInclude.Include.NON_NULL) JsonOutput.Comparison comparison,
      String modelSha256) {}
}
