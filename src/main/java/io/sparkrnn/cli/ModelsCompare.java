package io.sparkrnn.cli;

import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.eval.ModelComparison;
import io.sparkrnn.store.ModelStore;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code models compare}. */
@Command(
    name = "compare",
    description = {
      "Lets two versions answer to the same test examples: those of data.path, or those that the",
      "first one was trained with."
    },
    mixinStandardHelpOptions = true)
final class ModelsCompare extends ModelsVerb {

  @Parameters(index = "0", paramLabel = "A", description = "A version's number.")
  private int first;

  @Parameters(index = "1", paramLabel = "B", description = "Another's.")
  private int second;

  @Override
  Map<String, Object> run(ModelStore store, JobConfig told, PrintWriter out) {
    SavedModel model =
        SavedModel.read(store.version(first).location(), ConfigLoader.hadoopOfProcess());
    JobConfig job = model.toScoreOn(told.data().path().isPresent() ? told : model.own());
    String other = store.version(second).location();
    try (Session session = Session.open(job)) {
      Workload workload = Workloads.create(job, session.hadoop());
      Rival rival = Rival.read(other, job, session.hadoop());
      PreparedData data = workload.prepareFor(session.spark(), model.bundle().assets());
      PortionScores scores =
          PortionScores.of(session, job, workload, model.network(workload), data, Part.test);
      ModelComparison made = rival.compare(session, workload, data, Part.test, scores);
      out.printf("Version %d against version %d%n%s%n", first, second, made.text());
      return JsonLine.of(made);
    }
  }
}
