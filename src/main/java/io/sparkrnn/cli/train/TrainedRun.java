package io.sparkrnn.cli.train;

import io.sparkrnn.baseline.BaselineComparison;
import io.sparkrnn.cli.shared.JsonOutput;
import io.sparkrnn.cli.shared.PhaseTimer;
import io.sparkrnn.cli.shared.PhaseTimer.Phase;
import io.sparkrnn.cli.shared.Session;
import io.sparkrnn.config.ResolvedConfig;
import io.sparkrnn.eval.ModelComparison;
import io.sparkrnn.fit.FitResult;
import io.sparkrnn.gate.PromotionDecision;
import io.sparkrnn.report.HtmlReport;
import io.sparkrnn.report.LearningCurves;
import io.sparkrnn.report.RunReport;
import io.sparkrnn.store.ModelBundle;
import io.sparkrnn.store.RunFolder;
import io.sparkrnn.workload.Advice;
import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Workload;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A finished training, which is written to the run's folder and reported to the user.
 *
 * @param givenAdvice advice that was printed before training
 */
record TrainedRun(
    ResolvedConfig config,
    Workload workload,
    PreparedData data,
    FitResult fitted,
    Metrics test,
    Optional<BaselineComparison> baseline,
    Optional<ModelComparison> comparison,
    List<Advice> givenAdvice,
    Optional<PromotionDecision> decision,
    String uri,
    Instant started,
    double earlierSeconds,
    RunKernels kernels,
    PhaseTimer phases) {

  /** Returns the seconds of this job and of the epochs that earlier jobs of the run trained. */
  double seconds() {
    return earlierSeconds + Duration.between(started, Instant.now()).toMillis() / 1000.0;
  }

  /** Writes the model, the report, the learning curves and the promotion decision. */
  void write(RunFolder run, Session session) {
    phases.begin(Phase.WRITING);
    // In parallel, since Java's graphics take half a second to start.
    CompletableFuture<Optional<byte[]>> curves =
        CompletableFuture.supplyAsync(() -> LearningCurves.png(fitted.outcome().history()));
    Provenance provenance = Provenance.of(this, session.spark().sparkContext());
    new ModelBundle(fitted.network(), data.assets(), config.render(), JsonOutput.pretty(provenance))
        .write(run);
    run.write("report.html", HtmlReport.render(report(session)));
    curves.join().ifPresent(png -> run.write("learning-curves.png", png));
    if (decision.isPresent()) {
      run.write(ModelRelease.DECISION, JsonOutput.pretty(JsonOutput.of(decision.get())));
    }
  }

  /** Writes the summary for schedulers, which is the last file of a run, and returns it. */
  RunSummary summarize(RunFolder run) {
    phases.end();
    RunSummary summary = RunSummary.of(this);
    run.write(RunFolder.SUMMARY, JsonOutput.render(summary) + "\n");
    return summary;
  }

  private RunReport report(Session session) {
    session.context().setJobGroup("spark-rnn", "report");
    List<Figure> figures = new ArrayList<>(test.figures());
    baseline.ifPresent(made -> figures.add(made.figure()));
    comparison.ifPresent(made -> figures.addAll(made.figures()));
    decision
        .flatMap(PromotionDecision::comparison)
        .ifPresent(made -> figures.addAll(made.figures()));
    figures.addAll(
        workload.showExamples(
            fitted.network(), data, test, config.job().evaluation().examplesShown()));
    return new RunReport(
        workload.title(),
        uri.substring(uri.lastIndexOf('/') + 1),
        RunFacts.of(this, session),
        fitted.network().summary(),
        fitted.outcome().history(),
        test.scores(),
        figures,
        config.render(),
        Stream.of(
                data.warnings(),
                warnings(),
                baseline.flatMap(BaselineComparison::warning).stream().toList())
            .flatMap(List::stream)
            .toList(),
        advice());
  }

  /** Returns all advice: what was known before training, and then what followed from it. */
  List<Advice> advice() {
    return Stream.concat(givenAdvice.stream(), TrainingAdvice.of(this).stream()).toList();
  }

  /**
   * Returns the warnings about the training. Those about the data were printed before it, and what
   * is printed about the baseline says the same as its warning.
   */
  private List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    int shards = fitted.plan().replicas();
    warnings.addAll(kernels.warnings());
    warnings.addAll(
        RunWarnings.averaging(
            config.job().training().averaging().strategy(),
            shards,
            fitted.outcome().history().get(0).averaging().rounds()));
    warnings.addAll(RunWarnings.stragglers(fitted.allEpochs()));
    warnings.addAll(
        RunWarnings.emptyShards("validation", fitted.plan().validationExamples(), shards));
    warnings.addAll(RunWarnings.emptyShards("test", data.testCount(), shards));
    return warnings;
  }

  /** Prints the result for people. */
  void announce(PrintWriter human) {
    warnings().forEach(warning -> human.println("Warning: " + warning));
    TestLines.of(test.scores()).forEach(human::println);
    baseline.ifPresent(
        made -> {
          human.println(TestLines.line("Linear baseline", made.models().againstScores()));
          human.println(made.text());
        });
    TrainingAdvice.of(this).forEach(one -> human.println("Advice: " + one.message()));
    human.println("Time - " + phases.text());
    comparison.ifPresent(made -> human.println(made.text()));
    decision.ifPresent(
        made -> human.println((made.promoted() ? "Promoted: " : "Not promoted: ") + made.reason()));
    human.println("Run: " + uri);
    human.println("Report: " + uri + "/report.html");
    human.flush();
  }
}
