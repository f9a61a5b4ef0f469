package io.sparkrnn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.OutputConflictException;
import io.sparkrnn.eval.ModelComparison;
import io.sparkrnn.gate.DataGate;
import io.sparkrnn.gate.Decision;
import io.sparkrnn.gate.PromotionGate;
import io.sparkrnn.store.ModelBundle;
import io.sparkrnn.store.ModelStore;
import io.sparkrnn.store.ModelVersion;
import io.sparkrnn.store.RunFolder;
import io.sparkrnn.workload.ClassifierMetrics;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Workload;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a training has to do with the versions of its model ({@code models.dir}). */
final class Release {

  /** The file of a run that says whether it was promoted, and why. */
  static final String DECISION = "decision.json";

  private static final Logger LOG = LoggerFactory.getLogger(Release.class);

  private final JobConfig job;
  private final Configuration hadoop;
  private final ModelStore store;
  private final Optional<ModelVersion> current;

  private Release(JobConfig job, Configuration hadoop, ModelStore store) {
    this.job = job;
    this.hadoop = hadoop;
    this.store = store;
    this.current = store.current();
  }

  /** Of a job that has {@code models.dir}. */
  static Optional<Release> of(JobConfig job, Configuration hadoop) {
    return job.models().dir().map(dir -> new Release(job, hadoop, ModelStore.open(dir, hadoop)));
  }

  /** The newest version, if settings and data of this job would only make it once more. */
  Optional<ModelVersion> sameAsNewest(String identity) {
    return store.newest().filter(version -> version.origin().identity().equals(identity));
  }

  /** For people. */
  String description() {
    return store.uri()
        + current
            .map(version -> ", current version " + version.number())
            .orElse(", no version is current");
  }

  Optional<ModelVersion> current() {
    return current;
  }

  /** The current version, to compare with; empty where there is no right and wrong to count. */
  Optional<Rival> rival(Workload workload) {
    return current
        .filter(
            version ->
                workload.testMetrics(ModelBundle.readAssets(version.location(), hadoop)).create()
                    instanceof ClassifierMetrics)
        .map(version -> Rival.read(version.location(), job, hadoop));
  }

  /** Refuses data that is not to be trained on. */
  void requireGate(Workload workload, PreparedData data) {
    new DataGate(job.models().gate())
        .require(
            data.trainCount(),
            store
                .newest()
                .map(
                    version ->
                        workload.shifts(
                            ModelBundle.readAssets(version.location(), hadoop), data.assets()))
                .orElseGet(java.util.List::of));
  }

  Decision decide(io.sparkrnn.workload.Scores test, Optional<ModelComparison> comparison) {
    return new PromotionGate(job.models().promotion()).decide(test, currentNumber(), comparison);
  }

  private OptionalInt currentNumber() {
    return current.isPresent() ? OptionalInt.of(current.get().number()) : OptionalInt.empty();
  }

  /**
   * Makes a published run a version, and the current one if that was decided. What was done already
   * stays done, so that a job that died in between can be run again.
   *
   * @return what became of it, for people
   */
  String publish(String run, String identity, String decision) {
    ModelVersion version = store.add(run, identity, decision);
    String name = "Version %d in %s".formatted(version.number(), store.uri());
    JsonNode decided = version.decision().orElseThrow();
    boolean moved = store.history().stream().anyMatch(move -> move.version() == version.number());
    if (!decided.path("promoted").asBoolean() || moved) {
      return name + (moved ? ": promoted" : ": a candidate");
    }
    JsonNode against = decided.path("against");
    try {
      store.promote(
          version.number(),
          against.isInt() ? OptionalInt.of(against.intValue()) : OptionalInt.empty(),
          decided.path("reason").asText());
      return name + ": promoted, now the current one";
    } catch (OutputConflictException e) {
      LOG.warn(e.getMessage());
      return name + ": a candidate";
    }
  }

  /** The decision of a run that is published. */
  static Optional<String> decisionOf(JobConfig job, Configuration hadoop) {
    return RunFolder.published(
        job.output().dir(), job.output().runId().orElseThrow(), DECISION, hadoop);
  }
}
