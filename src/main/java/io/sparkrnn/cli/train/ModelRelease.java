package io.sparkrnn.cli.train;

import com.fasterxml.jackson.databind.JsonNode;
import io.sparkrnn.cli.evaluate.BaselineModel;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.OutputConflictException;
import io.sparkrnn.eval.ModelComparison;
import io.sparkrnn.gate.DataGate;
import io.sparkrnn.gate.PromotionDecision;
import io.sparkrnn.gate.PromotionGate;
import io.sparkrnn.store.ModelBundle;
import io.sparkrnn.store.ModelRegistry;
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

/**
 * Registers a training as a version of its model ({@code models.dir}): checks the data, decides on
 * the promotion, and publishes the version.
 */
final class ModelRelease {

  /** Name of the run's file with the promotion decision and its reason. */
  static final String DECISION = "decision.json";

  private static final Logger LOG = LoggerFactory.getLogger(ModelRelease.class);

  private final JobConfig job;
  private final Configuration hadoop;
  private final ModelRegistry store;
  private final Optional<ModelVersion> current;

  private ModelRelease(JobConfig job, Configuration hadoop, ModelRegistry store) {
    this.job = job;
    this.hadoop = hadoop;
    this.store = store;
    this.current = store.current();
  }

  /** Returns the release of a job; empty if {@code models.dir} is not set. */
  static Optional<ModelRelease> of(JobConfig job, Configuration hadoop) {
    return job.models()
        .dir()
        .map(dir -> new ModelRelease(job, hadoop, ModelRegistry.open(dir, hadoop)));
  }

  /** Returns the newest version if it was trained with the same settings on the same data. */
  Optional<ModelVersion> sameAsNewest(String identity) {
    return store.newest().filter(version -> version.origin().identity().equals(identity));
  }

  /** Returns the folder of versions and the current version, for people. */
  String description() {
    return store.uri()
        + current
            .map(version -> ", current version " + version.number())
            .orElse(", no version is current");
  }

  /** Returns the version that was current when the job started. */
  Optional<ModelVersion> current() {
    return current;
  }

  /** Returns the current version as a baseline; empty if there is none, or no classifier. */
  Optional<BaselineModel> baseline(Workload workload) {
    return current
        .filter(
            version ->
                workload.testMetrics(ModelBundle.readAssets(version.location(), hadoop)).create()
                    instanceof ClassifierMetrics)
        .map(version -> BaselineModel.read(version.location(), job, hadoop));
  }

  /**
   * Checks the data by the data gate, before training.
   *
   * @throws io.sparkrnn.error.BadDataException naming each check that failed
   */
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

  /**
   * Decides whether to promote a model with these test scores.
   *
   * @param comparison comparison with the current version; empty: there is none
   * @param incomparable why it cannot be compared with the current version; empty if it can, or if
   *     there is none
   * @param linear comparison with the linear baseline; empty: there is none
   */
  PromotionDecision decide(
      io.sparkrnn.workload.Scores test,
      Optional<ModelComparison> comparison,
      Optional<String> incomparable,
      Optional<ModelComparison> linear) {
    return new PromotionGate(job.models().promotion())
        .decide(test, currentNumber(), comparison, incomparable, linear);
  }

  private OptionalInt currentNumber() {
    return current.isPresent() ? OptionalInt.of(current.get().number()) : OptionalInt.empty();
  }

  /**
   * Adds a published run as a version, and promotes it if that was decided. Steps that are done
   * already are skipped, so that the job can be run again if it died in between.
   *
   * @return the result, for people
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

  /** Returns the promotion decision of a published run. */
  static Optional<String> decisionOf(JobConfig job, Configuration hadoop) {
    return RunFolder.published(
        job.output().dir(), job.output().runId().orElseThrow(), DECISION, hadoop);
  }
}
