package io.sparkrnn.cli.registry;

import io.sparkrnn.cli.evaluate.BaselineModel;
import io.sparkrnn.cli.evaluate.EvaluatedSplit;
import io.sparkrnn.cli.evaluate.PortionScores;
import io.sparkrnn.cli.shared.JsonOutput;
import io.sparkrnn.cli.shared.SavedModel;
import io.sparkrnn.cli.shared.Session;
import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.eval.ModelComparison;
import io.sparkrnn.store.ModelRegistry;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The {@code models compare} subcommand: compares two versions on the same test examples. */
@Command(
    name = "compare",
    description = {
      "Evaluates two versions on the same test examples.",
      "",
      "The examples are those of data.path or, by default, those of the data that version A "
          + "was trained on."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = "  spark-rnn models compare 3 4 --set models.dir=models")
final class ModelsCompare extends ModelsSubcommand {

  @Parameters(index = "0", paramLabel = "A", description = "Number of a version.")
  private int first;

  @Parameters(index = "1", paramLabel = "B", description = "Number of the version to compare with.")
  private int second;

  @Override
  Object run(ModelRegistry store, JobConfig given, PrintWriter out) {
    SavedModel model =
        SavedModel.read(store.version(first).location(), ConfigLoader.hadoopOfProcess());
    JobConfig job = model.toScoreOn(given.data().isSample() ? model.own() : given);
    String other = store.version(second).location();
    try (Session session = Session.open(job)) {
      Workload workload = Workloads.create(job, session.hadoop());
      BaselineModel baseline = BaselineModel.read(other, job, session.hadoop());
      PreparedData data = workload.prepareFor(session.spark(), model.bundle().assets());
      PortionScores scores =
          PortionScores.of(
              session, job, workload, model.network(workload), data, EvaluatedSplit.test);
      ModelComparison made = baseline.compare(session, workload, data, EvaluatedSplit.test, scores);
      out.printf("Version %d against version %d%n%s%n", first, second, made.text());
      return JsonOutput.of(made);
    }
  }
}
