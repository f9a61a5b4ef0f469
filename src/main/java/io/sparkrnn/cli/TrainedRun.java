package io.sparkrnn.cli;

import io.sparkrnn.cli.PhaseTimer.Phase;
import io.sparkrnn.config.ResolvedConfig;
import io.sparkrnn.eval.ModelComparison;
import io.sparkrnn.fit.FitResult;
import io.sparkrnn.gate.PromotionDecision;
import io.sparkrnn.nn.ParameterHash;
import io.sparkrnn.report.HtmlReport;
import io.sparkrnn.report.LearningCurves;
import io.sparkrnn.report.RunReport;
import io.sparkrnn.report.RunReport.Fact;
import io.sparkrnn.store.Checksums;
import io.sparkrnn.store.ModelBundle;
import io.sparkrnn.store.RunFolder;
import io.sparkrnn.train.EpochLedger;
import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.train.TrainingOutcome;
import io.sparkrnn.train.TrainingPlan;
import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Scores;
import io.sparkrnn.workload.Workload;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import org.apache.spark.SparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** A finished training, which is written to the run's folder and reported to the user. */
record TrainedRun(
    ResolvedConfig config,
    Workload workload,
    PreparedData data,
    FitResult fitted,
    Metrics test,
    Optional<ModelComparison> comparison,
    Optional<PromotionDecision> decision,
    String uri,
    Instant started,
    double earlierSeconds,
    RunKernels kernels,
    PhaseTimer phases) {

  private MultiLayerNetwork network() {
    return fitted.network();
  }

  private TrainingPlan plan() {
    return fitted.plan();
  }

  private List<EpochRecord> history() {
    return fitted.outcome().history();
  }

  /** Returns the seconds of this job and of the epochs that earlier jobs of the run trained. */
  private double seconds() {
    return earlierSeconds + Duration.between(started, Instant.now()).toMillis() / 1000.0;
  }

  /** Writes the model, the report, the learning curves and the promotion decision. */
  void write(RunFolder run, Session session) {
    phases.begin(Phase.WRITING);
    // In parallel, since Java's graphics take half a second to start.
    CompletableFuture<Optional<byte[]>> curves =
        CompletableFuture.supplyAsync(() -> LearningCurves.png(history()));
    Map<String, Object> provenance = provenance(session.spark().sparkContext());
    new ModelBundle(network(), data.assets(), config.render(), JsonOutput.pretty(provenance))
        .write(run);
    run.write("report.html", HtmlReport.render(report(session)));
    curves.join().ifPresent(png -> run.write("learning-curves.png", png));
    if (decision.isPresent()) {
      run.write(ModelRelease.DECISION, JsonOutput.pretty(JsonOutput.of(decision.get())));
    }
  }

  /** Writes the summary for schedulers, which is the last file of a run, and returns it. */
  Map<String, Object> summarize(RunFolder run) {
    phases.end();
    Map<String, Object> summary = summary();
    run.write(RunFolder.SUMMARY, JsonOutput.render(summary) + "\n");
    return summary;
  }

  private Map<String, Object> summary() {
    Map<String, Object> examples = new LinkedHashMap<>();
    examples.put("given", count(EpochLedger::given));
    examples.put("used", count(EpochLedger::used));
    examples.put("dropped", count(EpochLedger::dropped));

    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("run", uri);
    summary.put("parameters", network().numParams());
    summary.put("epochs", history().size());
    summary.put("kept_epoch", fitted.outcome().keptEpoch());
    summary.put("rollbacks", fitted.rollbacks());
    summary.put("refit", fitted.refit().isPresent());
    summary.put("seconds", seconds());
    summary.put("phases", phases.seconds());
    summary.put("examples", examples);
    summary.put("train", JsonOutput.of(fitted.outcome().kept().training()));
    summary.put("validation", JsonOutput.of(fitted.outcome().kept().validation()));
    summary.put("test", JsonOutput.of(test.scores()));
    comparison.ifPresent(made -> summary.put("comparison", JsonOutput.of(made)));
    decision.ifPresent(made -> summary.put("promotion", JsonOutput.of(made)));
    summary.put("model_sha256", ParameterHash.sha256(network()));
    return summary;
  }

  private long count(ToLongFunction<EpochLedger> part) {
    return fitted.allEpochs().stream().map(EpochRecord::ledger).mapToLong(part).sum();
  }

  private Map<String, Object> provenance(SparkContext context) {
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("workload", workload.name());
    provenance.put("source", workload.source());
    provenance.put("data_fingerprint", Checksums.sha256(workload.fingerprint()));
    provenance.put("train_examples", data.trainCount());
    provenance.put("test_examples", data.testCount());
    provenance.put("seed", config.job().seed());
    provenance.put("replicas", plan().replicas());
    provenance.put("averagings", averagings(fitted.refit().orElse(fitted.outcome())));
    provenance.put("started", started.toString());
    provenance.put("seconds", seconds());
    provenance.put("spark_master", context.master());
    provenance.put("spark_application", context.applicationId());
    provenance.put("spark_rnn", Version.sparkRnn());
    provenance.put("spark", context.version());
    provenance.put("dl4j", Version.dl4j());
    provenance.put("java", Runtime.version().toString());
    provenance.put(
        "machine",
        "%s %s, %d processors"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors()));
    provenance.put(
        "blas",
        kernels.kernels().byExecutor().values().stream().distinct().map(JsonOutput::of).toList());
    provenance.put("test", JsonOutput.of(test.scores()));
    provenance.put("model_sha256", ParameterHash.sha256(network()));
    return provenance;
  }

  /** Returns the number of averaging rounds; fewer than planned after early stopping. */
  private static int averagings(TrainingOutcome outcome) {
    return outcome.history().stream().mapToInt(epoch -> epoch.averaging().rounds()).sum();
  }

  private static String counted(int count, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
  }

  private RunReport report(Session session) {
    session.context().setJobGroup("spark-rnn", "report");
    List<Figure> exhibits = new ArrayList<>(test.exhibits());
    comparison.ifPresent(made -> exhibits.addAll(made.exhibits()));
    decision
        .flatMap(PromotionDecision::comparison)
        .ifPresent(made -> exhibits.addAll(made.exhibits()));
    exhibits.addAll(
        workload.showExamples(network(), data, test, config.job().evaluation().examplesShown()));
    List<Fact> facts = new ArrayList<>();
    data.facts().forEach(fact -> facts.add(new Fact(fact.name(), fact.value())));
    facts.add(
        new Fact(
            "Training",
            String.format(
                Locale.ROOT,
                "%,d examples in %s by %s, %s",
                plan().trainingExamples(),
                counted(history().size(), "epoch"),
                counted(plan().replicas(), "replica"),
                counted(averagings(fitted.outcome()), "averaging round"))));
    if (history().size() < plan().epochs()) {
      facts.add(
          new Fact(
              "Stopped early",
              "after epoch %d of %d".formatted(history().size(), plan().epochs())));
    }
    if (fitted.outcome().keptEpoch() < history().size()) {
      facts.add(
          new Fact(
              "Kept",
              "epoch %d, with the lowest validation loss".formatted(fitted.outcome().keptEpoch())));
    }
    fitted
        .refit()
        .ifPresent(
            again ->
                facts.add(
                    new Fact(
                        "Refit",
                        "on the training and validation splits together, "
                            + counted(again.history().size(), "epoch"))));
    for (TrainingOutcome outcome : fitted.outcomes()) {
      outcome
          .rollbacks()
          .forEach(
              rollback ->
                  facts.add(
                      new Fact(
                          "Rollback",
                          "epoch %d: %s; learning rate multiplied by %s from there on"
                              .formatted(
                                  rollback.epoch(), rollback.reason(), rollback.rateScale()))));
    }
    decision.ifPresent(
        made ->
            facts.add(
                new Fact(
                    "Promotion",
                    (made.promoted() ? "promoted: " : "stays a candidate: ") + made.reason())));
    facts.add(
        new Fact("Validation", String.format(Locale.ROOT, "%,d", plan().validationExamples())));
    facts.add(new Fact("Parameters", String.format(Locale.ROOT, "%,d", network().numParams())));
    facts.add(new Fact("Seed", Long.toString(config.job().seed())));
    facts.add(new Fact("Duration", String.format(Locale.ROOT, "%.0f s", seconds())));
    facts.add(new Fact("Time", phases.text()));
    facts.add(new Fact("Kernels", kernels.kernels().text()));
    facts.add(new Fact("Spark", session.spark().version() + ", " + session.context().master()));
    return new RunReport(
        workload.title(),
        uri.substring(uri.lastIndexOf('/') + 1),
        facts,
        network().summary(),
        history(),
        test.scores(),
        exhibits,
        config.render(),
        warnings());
  }

  private List<String> warnings() {
    List<String> warnings = new ArrayList<>(data.warnings());
    int shards = plan().replicas();
    warnings.addAll(kernels.warnings());
    warnings.addAll(RunWarnings.stragglers(fitted.allEpochs()));
    warnings.addAll(RunWarnings.emptyShards("validation", plan().validationExamples(), shards));
    warnings.addAll(RunWarnings.emptyShards("test", data.testCount(), shards));
    return warnings;
  }

  /** Prints the result for people. */
  void announce(PrintWriter human) {
    Scores scores = test.scores();
    StringBuilder line = new StringBuilder("Test");
    scores.all().forEach(score -> line.append(" - %s: %s".formatted(score.name(), score.text())));
    warnings().forEach(warning -> human.println("Warning: " + warning));
    human.println(line);
    human.println("Time - " + phases.text());
    comparison.ifPresent(made -> human.println(made.text()));
    decision.ifPresent(
        made -> human.println((made.promoted() ? "Promoted: " : "Not promoted: ") + made.reason()));
    human.println("Run: " + uri);
    human.println("Report: " + uri + "/report.html");
    human.flush();
  }
}
