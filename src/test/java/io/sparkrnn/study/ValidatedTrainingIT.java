package io.sparkrnn.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.SparkForTests;
import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.fit.Fit;
import io.sparkrnn.fit.FitResult;
import io.sparkrnn.nn.ParameterHash;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

/** A training of a search, of a plane through 400 points. */
class ValidatedTrainingIT {

  private final JavaSparkContext context = SparkForTests.context();

  private static JobConfig job(String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "workload=linear-regression",
                "training.epochs=3",
                "training.batch-size=8",
                "training.learning-rate=0.1"));
    all.addAll(List.of(settings));
    return ConfigLoader.ofProcess(Workloads.settings()).load(List.of(), all).job();
  }

  private Workload workload(JobConfig job) {
    return Workloads.create(job, context.hadoopConfiguration());
  }

  private PreparedData data(JobConfig job) {
    return workload(job).prepare(SparkForTests.session());
  }

  private SearchTrial run(JobConfig job, PreparedData data) {
    return new ValidatedTraining(context, data, Optional.empty()).run(job, workload(job), 2);
  }

  /** Reading a test example would fail, as it does where a test is run. */
  @Test
  void neverReadsATestExample() {
    JobConfig job = job();
    PreparedData given = data(job);
    PreparedData data =
        new PreparedData(
            given.train(),
            given.trainCount(),
            given.test().map(ValidatedTrainingIT::untouched),
            given.testCount(),
            given.assets(),
            given.start(),
            given.facts(),
            given.warnings());
    Fit fit = new Fit(context, job, workload(job), 2);
    FitResult fitted = fit.run(data, Fit.ListenerFactory.NONE);
    assertThatThrownBy(() -> fit.test(fitted.network(), data))
        .hasMessageContaining("a test example was read");

    SearchTrial trial = run(job, data);

    assertThat(trial.modelSha256()).isEqualTo(ParameterHash.sha256(fitted.network()));
    assertThat(trial.scores().value("loss")).isPositive();
  }

  private static Example untouched(Example example) {
    throw new IllegalStateException("a test example was read: " + example.index());
  }

  @Test
  void isJudgedByTheValidationSplitOfItsSeed() {
    JobConfig job = job("seed=5", "training.keep=best");

    SearchTrial trial = run(job, data(job));

    assertThat(trial.seed()).isEqualTo(5);
    assertThat(trial.replicas()).isEqualTo(2);
    assertThat(trial.trainingExamples()).isEqualTo(320);
    assertThat(trial.validationExamples()).isEqualTo(80);
    assertThat(trial.epochs()).extracting(SearchTrial.Epoch::epoch).containsExactly(1, 2, 3);
    // This workload has the same metrics in an epoch and in a test.
    assertThat(trial.scores()).isEqualTo(trial.epochs().get(trial.keptEpoch() - 1).validation());
    assertThat(trial.epochs())
        .extracting(epoch -> epoch.validation().value("loss"))
        .allMatch(loss -> loss >= trial.scores().value("loss"));
    assertThat(trial.isDiverged()).isFalse();
    assertThat(trial.trainSeconds()).isPositive();
  }

  @Test
  void thatDivergesIsAResult() {
    JobConfig job =
        job(
            "training.optimizer=sgd",
            "training.learning-rate=10",
            "training.clip-norm=0",
            "training.learning-rate-schedule=constant",
            "training.rollback.max-rollbacks=1",
            "training.epochs=20");

    SearchTrial trial = run(job, data(job));

    assertThat(trial.isDiverged()).isTrue();
    assertThat(trial.failure()).startsWith("training diverged in epoch ");
    assertThat(trial.scores().all()).isEmpty();
    assertThat(trial.rollbacks()).isEqualTo(1);
    assertThat(trial.keptEpoch()).isZero();
    assertThat(trial.modelSha256()).isEmpty();
  }

  @Test
  void needsAValidationSplitAndNoRefit() {
    JobConfig none = job("data.validation.fraction=0");
    JobConfig refit = job("training.refit=true");

    assertThatThrownBy(() -> run(none, data(none)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("0 validation examples and training.refit = false, expected some and no refit");
    assertThatThrownBy(() -> run(refit, data(refit)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("80 validation examples and training.refit = true, expected some and no refit");
  }
}
