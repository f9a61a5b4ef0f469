package io.sparkrnn.cli.train;

import io.sparkrnn.baseline.BaselineComparison;
import io.sparkrnn.baseline.LinearBaseline;
import io.sparkrnn.cli.evaluate.BaselineModel;
import io.sparkrnn.cli.evaluate.EvaluatedSplit;
import io.sparkrnn.cli.evaluate.PortionScores;
import io.sparkrnn.cli.shared.EarlyAdvice;
import io.sparkrnn.cli.shared.JsonOutput;
import io.sparkrnn.cli.shared.PhaseTimer;
import io.sparkrnn.cli.shared.PhaseTimer.Phase;
import io.sparkrnn.cli.shared.Session;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.OutputSettings;
import io.sparkrnn.config.ResolvedConfig;
import io.sparkrnn.error.SecretRedaction;
import io.sparkrnn.eval.ModelComparison;
import io.sparkrnn.fit.Fit;
import io.sparkrnn.fit.FitResult;
import io.sparkrnn.gate.PromotionDecision;
import io.sparkrnn.store.Checkpoints;
import io.sparkrnn.store.Checkpoints.OnMismatch;
import io.sparkrnn.store.ModelVersion;
import io.sparkrnn.store.RunFolder;
import io.sparkrnn.train.TrainingState;
import io.sparkrnn.workload.Advice;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A training in a Spark session, from preparing the data to publishing the model's version. */
final class TrainJob {

  private final Session session;
  private final ResolvedConfig config;
  private final Workload workload;
  private final int replicas;
  private final Optional<ModelRelease> release;
  private final Optional<InitialModel> start;
  private final Map<String, String> identity;

  TrainJob(Session session, ResolvedConfig config) {
    JobConfig job = config.job();
    this.session = session;
    this.config = config;
    this.workload = Workloads.create(job, session.hadoop());
    this.replicas = job.training().replicas().orElseGet(session::slots);
    this.release = ModelRelease.of(job, session.hadoop());
    this.start = InitialModel.read(job, release.flatMap(ModelRelease::current), session.hadoop());
    this.identity = RunIdentity.of(config, workload, replicas, start.map(InitialModel::sha256));
  }

  /** Returns the source of the examples, for people. */
  String source() {
    return SecretRedaction.hidden(workload.source());
  }

  /** Returns the numbers of rows, for people, if they are known without reading them. */
  String rows() {
    return workload
        .knownExamples()
        .map(known -> ", %,d training and %,d test rows".formatted(known.train(), known.test()))
        .orElse("");
  }

  /** Returns the advice that is known without reading the data. */
  List<Advice> advice() {
    return EarlyAdvice.known(config.job(), workload, replicas, session.hadoop());
  }

  /** Returns the folder of versions and the current version, for people; empty: no models.dir. */
  Optional<String> models() {
    return release.map(ModelRelease::description);
  }

  /** Returns the model that training is initialized with, for people; empty: none. */
  Optional<String> start() {
    return start.map(model -> config.job().models().startFrom().orElseThrow());
  }

  /** Returns the newest version if it was trained with the same settings on the same data. */
  Optional<ModelVersion> nothingNew() {
    return release.flatMap(one -> one.sameAsNewest(RunIdentity.hash(identity)));
  }

  /**
   * Prepares the data, trains the network and scores it.
   *
   * @param phases measures the time of each phase
   * @param resume handling of checkpoints with other settings when training resumes from the
   *     newest; empty: training starts anew and existing checkpoints are discarded
   */
  TrainedRun train(
      RunFolder run,
      RunTrackers tracking,
      Optional<OnMismatch> resume,
      PhaseTimer phases,
      PrintWriter out) {
    phases.begin(Phase.DATA);
    Instant started = Instant.now();
    JobConfig job = config.job();
    // Read before training, so that a missing model does not cost hours.
    Optional<BaselineModel> baseline =
        job.evaluation().against().map(model -> BaselineModel.read(model, job, session.hadoop()));
    Optional<BaselineModel> newest = release.flatMap(one -> one.baseline(workload));
    PreparedData data = PreparedDataLoader.of(session, job, workload);
    data.facts().forEach(fact -> out.println(fact.name() + ": " + fact.value()));
    data.warnings().forEach(warning -> out.println("Warning: " + warning));
    List<Advice> advice = EarlyAdvice.of(job, workload, replicas, data.assets(), data.trainCount());
    advice.forEach(one -> out.println("Advice: " + one.message()));
    baseline.ifPresent(one -> one.requireClassesOf(workload, data));
    Optional<BaselineModel> current = newest.filter(one -> one.hasClassesOf(workload, data));
    Optional<String> incomparable =
        newest.isPresent() && current.isEmpty()
            ? Optional.of("its classes are not those of the current version")
            : Optional.empty();
    release.ifPresent(one -> one.requireGate(workload, data));

    phases.begin(Phase.SET_UP);
    Fit fit = new Fit(session.context(), job, workload, replicas, start.map(InitialModel::model));
    Checkpoints checkpoints = run.checkpoints(job.checkpoint(), identity);
    Optional<TrainingState> from = resume.flatMap(checkpoints::open);
    if (resume.isEmpty()) {
      checkpoints.discard();
    }
    RunKernels kernels = new RunKernels(job.blas().coreType(), out);
    FitResult fitted =
        fit.run(
            data,
            from,
            new TrainListeners(session, run, tracking, checkpoints, kernels, phases, out));
    phases.begin(Phase.TEST);
    Metrics test = fit.test(fitted.network(), data);
    phases.begin(Phase.BASELINE);
    Optional<BaselineComparison> linear =
        LinearBaseline.of(session.context(), job, workload)
            .flatMap(one -> one.compare(data, test, replicas));
    phases.begin(Phase.TEST);
    return new TrainedRun(
        config,
        workload,
        data,
        fitted,
        test,
        linear,
        compare(baseline, data, test),
        advice,
        release.map(
            one ->
                one.decide(
                    test.scores(),
                    compare(current, data, test),
                    incomparable,
                    linear.map(BaselineComparison::models))),
        run.uri(),
        started,
        from.map(TrainingState::seconds).orElse(0.0),
        kernels,
        phases);
  }

  private Optional<ModelComparison> compare(
      Optional<BaselineModel> baseline, PreparedData data, Metrics test) {
    PortionScores scores = new PortionScores(workload.testMetrics(data.assets()), List.of(test));
    return baseline.map(one -> one.compare(session, workload, data, EvaluatedSplit.test, scores));
  }

  /**
   * Adds the published run as a version of the model, if {@code models.dir} is set.
   *
   * @return the result, for people
   */
  Optional<String> release(String run, Optional<PromotionDecision> decision) {
    return release.map(
        one ->
            one.publish(
                run,
                RunIdentity.hash(identity),
                JsonOutput.pretty(JsonOutput.of(decision.orElseThrow()))));
  }

  /** Adds a run that an earlier job published, in case that job died before this step. */
  Optional<String> releaseAgain() {
    OutputSettings output = config.job().output();
    // Not the URI of the summary, in which secrets may be hidden.
    String run = RunFolder.place(output.dir(), output.runId().orElseThrow(), session.hadoop());
    return release.flatMap(
        one ->
            ModelRelease.decisionOf(config.job(), session.hadoop())
                .map(decision -> one.publish(run, RunIdentity.hash(identity), decision)));
  }
}
