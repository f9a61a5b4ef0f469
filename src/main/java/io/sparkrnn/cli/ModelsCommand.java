package io.sparkrnn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.eval.ModelComparison;
import io.sparkrnn.store.ModelStore;
import io.sparkrnn.store.ModelVersion;
import io.sparkrnn.store.Move;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code models}: the versions of a model, and which of them is in use. */
@Command(
    name = "models",
    description = "Shows and moves the versions of a model (models.dir).",
    mixinStandardHelpOptions = true,
    subcommands = {
      ModelsCommand.ListVersions.class,
      ModelsCommand.Show.class,
      ModelsCommand.Compare.class,
      ModelsCommand.Promote.class,
      ModelsCommand.Rollback.class,
      ModelsCommand.Prune.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spark-rnn models list --set models.dir=hdfs:///models/reviews",
      "  spark-rnn models compare 3 4 --set models.dir=models --set data.path=new.parquet",
      "  spark-rnn models rollback --set models.dir=models --reason 'complaints since Monday'"
    })
final class ModelsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new picocli.CommandLine.ParameterException(
        spec.commandLine(), "models: expected list, show, compare, promote, rollback or prune");
  }

  /** What all of them are told. */
  abstract static class Verb implements Runnable, JsonCapable {

    @Spec private CommandSpec spec;
    @Mixin private ConfigOptions options;
    @Mixin private OutputOptions output;

    @Override
    public final boolean json() {
      return output.json();
    }

    @Override
    public final void run() {
      JobConfig job = options.load().job();
      ModelStore store =
          ModelStore.open(
              job.models()
                  .dir()
                  .orElseThrow(
                      () ->
                          new ConfigurationException(
                              "models.dir is not set: the folder of the model's versions; give it"
                                  + " with --set models.dir=DIR or in a file with --conf")),
              ConfigLoader.hadoopOfProcess());
      PrintWriter out = output.human(spec.commandLine());
      Map<String, Object> result = run(store, job, out);
      out.flush();
      if (json()) {
        JsonLine.print(spec.commandLine().getOut(), result);
      }
    }

    /** Does it, tells a person, and gives what a scheduler reads. */
    abstract Map<String, Object> run(ModelStore store, JobConfig job, PrintWriter out);

    static int current(ModelStore store) {
      return store.current().map(ModelVersion::number).orElse(0);
    }

    static Map<String, Object> moved(ModelStore store, Move move, PrintWriter out) {
      out.printf("Version %d is now the current one in %s%n", move.version(), store.uri());
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("current", move.version());
      result.put("reason", move.reason());
      return result;
    }
  }

  /** {@code models list}. */
  @Command(
      name = "list",
      description = "Lists all versions, the oldest first.",
      mixinStandardHelpOptions = true)
  static final class ListVersions extends Verb {

    @Override
    Map<String, Object> run(ModelStore store, JobConfig job, PrintWriter out) {
      int current = current(store);
      List<ModelVersion> versions = store.versions();
      if (versions.isEmpty()) {
        out.println("There is no version in " + store.uri());
      } else {
        out.printf("%7s  %-9s  %-20s  %-9s  %s%n", "version", "state", "added", "accuracy", "run");
      }
      for (ModelVersion version : versions) {
        out.printf(
            Locale.ROOT,
            "%7d  %-9s  %-20s  %-9s  %s%n",
            version.number(),
            version.number() == current ? "current" : "",
            version.origin().added(),
            accuracy(version),
            version.origin().run());
      }
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("current", current == 0 ? null : current);
      result.put("versions", versions.stream().map(ListVersions::json).toList());
      return result;
    }

    private static String accuracy(ModelVersion version) {
      JsonNode accuracy = version.summary().at("/test/accuracy");
      return accuracy.isNumber() ? String.format(Locale.ROOT, "%.4f", accuracy.doubleValue()) : "–";
    }

    private static Map<String, Object> json(ModelVersion version) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("version", version.number());
      object.put("added", version.origin().added());
      object.put("run", version.origin().run());
      object.put("test", version.summary().path("test"));
      return object;
    }
  }

  /** {@code models show}. */
  @Command(
      name = "show",
      description =
          "Shows where a version came from, what it scored and why it was promoted or not.",
      mixinStandardHelpOptions = true)
  static final class Show extends Verb {

    @Parameters(paramLabel = "VERSION", description = "Its number.")
    private int number;

    @Override
    Map<String, Object> run(ModelStore store, JobConfig job, PrintWriter out) {
      ModelVersion version = store.version(number);
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("version", version.number());
      result.put("current", version.number() == current(store));
      result.put("location", version.location());
      result.put("run", version.origin().run());
      result.put("added", version.origin().added());
      result.put("decision", version.decision().orElse(null));
      result.put("summary", version.summary());
      result.put(
          "moves",
          store.history().stream().filter(move -> move.version() == version.number()).toList());
      out.print(JsonLine.pretty(result));
      return result;
    }
  }

  /** {@code models compare}. */
  @Command(
      name = "compare",
      description = {
        "Lets two versions answer to the same test examples: those of data.path, or those that the",
        "first one was trained with."
      },
      mixinStandardHelpOptions = true)
  static final class Compare extends Verb {

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

  /** {@code models promote}. */
  @Command(
      name = "promote",
      description = "Makes a version the current one.",
      mixinStandardHelpOptions = true)
  static final class Promote extends Verb {

    @Parameters(paramLabel = "VERSION", description = "Its number.")
    private int number;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is kept.")
    private Optional<String> reason = Optional.empty();

    @Override
    Map<String, Object> run(ModelStore store, JobConfig job, PrintWriter out) {
      return moved(store, store.promote(number, reason.orElse("models promote")), out);
    }
  }

  /** {@code models rollback}. */
  @Command(
      name = "rollback",
      description = "Goes back to the version that was current before.",
      mixinStandardHelpOptions = true)
  static final class Rollback extends Verb {

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is kept.")
    private Optional<String> reason = Optional.empty();

    @Override
    Map<String, Object> run(ModelStore store, JobConfig job, PrintWriter out) {
      return moved(store, store.rollback(reason.orElse("models rollback")), out);
    }
  }

  /** {@code models prune}. */
  @Command(
      name = "prune",
      description = "Removes old versions; never the current one, nor the one to go back to.",
      mixinStandardHelpOptions = true)
  static final class Prune extends Verb {

    @Option(
        names = "--keep",
        required = true,
        paramLabel = "N",
        description = "How many of the newest versions stay.")
    private int keep;

    @Override
    Map<String, Object> run(ModelStore store, JobConfig job, PrintWriter out) {
      if (keep < 1) {
        throw new ConfigurationException("--keep is %d, expected at least 1".formatted(keep));
      }
      List<Integer> gone = store.prune(keep);
      out.println(gone.isEmpty() ? "Nothing to remove" : "Removed versions " + gone);
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("removed", gone);
      return result;
    }
  }
}
