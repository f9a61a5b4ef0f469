package io.sparkrnn.cli;

import io.sparkrnn.cli.Phases.Phase;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.OutputSettings;
import io.sparkrnn.config.ResolvedConfig;
import io.sparkrnn.error.Secrets;
import io.sparkrnn.eval.ModelComparison;
import io.sparkrnn.fit.Fit;
import io.sparkrnn.fit.Fitted;
import io.sparkrnn.gate.Decision;
import io.sparkrnn.store.Checkpoints;
import io.sparkrnn.store.ModelVersion;
import io.sparkrnn.store.RunFolder;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One training from data to what is written of it, in a session. */
final class TrainJob {

  private final Session session;
  private final ResolvedConfig config;
  private final Workload workload;
  private final int replicas;
  private final Optional<Release> release;
  private final Optional<StartModel> start;
  private final Map<String, String> identity;

  TrainJob(Session session, ResolvedConfig config) {
    JobConfig job = config.job();
    this.session = session;
    this.config = config;
    this.workload = Workloads.create(job, session.hadoop());
    this.replicas = job.training().replicas().orElseGet(session::slots);
    this.release = Release.of(job, session.hadoop());
    this.start = StartModel.read(job, release.flatMap(Release::current), session.hadoop());
    this.identity = RunIdentity.of(config, workload, replicas, start.map(StartModel::sha256));
  }

  /** Where examples come from, for people. */
  String source() {
    return Secrets.hidden(workload.source());
  }

  /** Where versions of the model are, and which is current, for people. */
  Optional<String> models() {
    return release.map(Release::description);
  }

  /** The model that training begins with, for people; empty: none. */
  Optional<String> start() {
    return start.map(model -> config.job().models().startFrom().orElseThrow());
  }

  /** The newest version of the model, if this training would only make it once more. */
  Optional<ModelVersion> nothingNew() {
    return release.flatMap(one -> one.sameAsNewest(RunIdentity.hash(identity)));
  }

  /**
   * Trains.
   *
   * @param phases told what is being done
   * @param checkpoints told what to do with the checkpoints that there are, before training
   */
  TrainedRun train(
      RunFolder run,
      Tracking tracking,
      Consumer<Checkpoints> checkpoints,
      Phases phases,
      PrintWriter out) {
    phases.begin(Phase.DATA);
    Instant started = Instant.now();
    JobConfig job = config.job();
    // Read before hours of training, which a model that is not there must not cost.
    Optional<Rival> rival =
        job.evaluation().against().map(model -> Rival.read(model, job, session.hadoop()));
    Optional<Rival> current = release.flatMap(one -> one.rival(workload));
    PreparedData data = Preparation.of(session, job, workload);
    data.facts().forEach(fact -> out.println(fact.name() + ": " + fact.value()));
    release.ifPresent(one -> one.requireGate(workload, data));

    phases.begin(Phase.SET_UP);
    Fit fit = new Fit(session.context(), job, workload, replicas, start.map(StartModel::ancestor));
    Checkpoints points = run.checkpoints(job.checkpoint(), identity);
    checkpoints.accept(points);
    EarlierStarts starts = new EarlierStarts();
    KernelsOfRun kernels = new KernelsOfRun(job.blas().coreType(), out);
    Fitted fitted =
        fit.run(
            data, new TrainAudience(session, run, tracking, starts, kernels, phases, out), points);
    phases.begin(Phase.TEST);
    Metrics test = fit.test(fitted.network(), data);
    return new TrainedRun(
        config,
        workload,
        data,
        fitted,
        test,
        compare(rival, data, test),
        release.map(one -> one.decide(test.scores(), compare(current, data, test))),
        run.uri(),
        started,
        starts.seconds(),
        kernels,
        phases);
  }

  private Optional<ModelComparison> compare(
      Optional<Rival> rival, PreparedData data, Metrics test) {
    PortionScores scores = new PortionScores(workload.testMetrics(data.assets()), List.of(test));
    return rival.map(one -> one.compare(session, workload, data, Part.test, scores));
  }

  /**
   * Makes the published run a version of the model, where there are versions.
   *
   * @return what became of it, for people
   */
  Optional<String> release(String run, Optional<Decision> decision) {
    return release.map(
        one ->
            one.publish(
                run,
                RunIdentity.hash(identity),
                JsonLine.pretty(JsonLine.of(decision.orElseThrow()))));
  }

  /** The same of a run that an earlier job published, which may have died before this. */
  Optional<String> releaseAgain() {
    OutputSettings output = config.job().output();
    // Not as the summary tells it, which may hide a part of it.
    String run = RunFolder.place(output.dir(), output.runId().orElseThrow(), session.hadoop());
    return release.flatMap(
        one ->
            Release.decisionOf(config.job(), session.hadoop())
                .map(decision -> one.publish(run, RunIdentity.hash(identity), decision)));
  }
}
