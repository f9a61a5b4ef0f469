package io.sparkrnn.cli.train;

import io.sparkrnn.cli.shared.Session;
import io.sparkrnn.fit.FitResult;
import io.sparkrnn.report.RunReport.Fact;
import io.sparkrnn.train.TrainingOutcome;
import io.sparkrnn.train.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Facts about a run for the top of its report. */
final class RunFacts {

  private final List<Fact> all = new ArrayList<>();

  private RunFacts() {}

  static List<Fact> of(TrainedRun run, Session session) {
    RunFacts facts = new RunFacts();
    run.data().facts().forEach(fact -> facts.add(fact.name(), "%s", fact.value()));
    facts.addTraining(run.fitted());
    run.baseline().ifPresent(made -> facts.add("Linear baseline", "%s", made.text()));
    run.decision()
        .ifPresent(
            made ->
                facts.add(
                    "Promotion",
                    "%s: %s",
                    made.promoted() ? "promoted" : "not promoted, a candidate",
                    made.reason()));
    facts.add("Network", "%,d parameters", run.fitted().network().numParams());
    facts.add("Seed", "%d", run.config().job().seed());
    facts.add("Duration", "%s", duration(run.seconds()));
    facts.add("Duration of each phase", "%s", run.phases().text());
    facts.add("Kernels", "%s", run.kernels().kernels().text());
    facts.add("Spark", "%s, %s", session.spark().version(), session.context().master());
    return facts.all;
  }

  private void addTraining(FitResult fitted) {
    TrainingPlan plan = fitted.plan();
    TrainingOutcome outcome = fitted.outcome();
    int epochs = outcome.history().size();
    add(
        "Training",
        "%,d examples, and %,d for validation; %s, %s, %s",
        plan.trainingExamples(),
        plan.validationExamples(),
        counted(epochs, "epoch"),
        counted(plan.replicas(), "replica"),
        counted(averagings(outcome), "averaging round"));
    if (epochs < plan.epochs()) {
      add("Stopped early", "after epoch %d of %d", epochs, plan.epochs());
    }
    if (outcome.keptEpoch() < epochs) {
      add("Kept", "epoch %d, with the lowest validation loss", outcome.keptEpoch());
    }
    fitted
        .refit()
        .ifPresent(
            again ->
                add(
                    "Refit",
                    "on the training and validation splits together, %s",
                    counted(again.history().size(), "epoch")));
    fitted.outcomes().stream()
        .flatMap(one -> one.rollbacks().stream())
        .forEach(
            rollback ->
                add(
                    "Rollback",
                    "epoch %d: %s; learning rate multiplied by %s from there on",
                    rollback.epoch(),
                    rollback.reason(),
                    rollback.rateScale()));
  }

  private void add(String name, String format, Object... values) {
    all.add(new Fact(name, String.format(Locale.ROOT, format, values)));
  }

  private static String duration(double seconds) {
    long whole = Math.round(seconds);
    return whole < 60 ? whole + " s" : "%d min %d s".formatted(whole / 60, whole % 60);
  }

  private static String counted(int count, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
  }

  /** Returns the number of averaging rounds; fewer than planned after early stopping. */
  static int averagings(TrainingOutcome outcome) {
    return outcome.history().stream().mapToInt(epoch -> epoch.averaging().rounds()).sum();
  }
}
