package io.sparkrnn.study;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.fit.Fit;
import io.sparkrnn.fit.FitResult;
import io.sparkrnn.nn.ParameterHash;
import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Scores;
import io.sparkrnn.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Trains the same network on the same data with one and with more replicas, and with several kinds
 * of averaging, to find out how both affect scores, training time and bytes moved.
 */
public final class ReplicaStudy {

  private final JavaSparkContext context;
  private final JobConfig job;
  private final Function<JobConfig, Workload> workloads;
  private final StudyDesign design;
  private final Consumer<StudyResult> progress;
  private final List<Trial> trials = new ArrayList<>();

  /**
   * Creates a study.
   *
   * @param job settings of every training, but for seed, replicas and averaging
   * @param workloads creates the workload of a job, which depends on the job's seed
   * @param progress receives the results so far after each training
   */
  public ReplicaStudy(
      JavaSparkContext context,
      JobConfig job,
      Function<JobConfig, Workload> workloads,
      StudyDesign design,
      Consumer<StudyResult> progress) {
    this.context = context;
    this.job = job;
    this.workloads = workloads;
    this.design = design;
    this.progress = progress;
  }

  /** Runs all trainings, seed by seed, so that early results cover every variant. */
  public StudyResult run(PreparedData data) {
    for (long seed : design.seeds()) {
      trial(data, configured(), 1, seed);
      for (int replicas : design.replicas()) {
        for (AveragingVariant variant : design.variants()) {
          trial(data, variant, replicas, seed);
        }
      }
    }
    return result();
  }

  private StudyResult result() {
    return new StudyResult(design, trials, trials.size() == design.trainings());
  }

  /** Returns the averaging that the job configures, which the single replica is trained with. */
  private AveragingVariant configured() {
    return new AveragingVariant(
        job.training().averaging().strategy(), job.training().averaging().perEpoch());
  }

  private void trial(PreparedData data, AveragingVariant variant, int replicas, long seed) {
    TrainingSettings training = job.training();
    JobConfig own =
        job.withSeed(seed)
            .with(
                replicas == 1
                    ? training
                    : training.withAveraging(variant.applyTo(training.averaging())));
    Fit fit = new Fit(context, own, workloads.apply(own), replicas);
    FitResult fitted = fit.run(data, Fit.ListenerFactory.NONE);
    List<EpochRecord> epochs = fitted.allEpochs();
    Scores scores =
        switch (design.part()) {
          case validation -> fitted.outcome().kept().validation();
          case test -> fit.test(fitted.network(), data).scores();
        };
    trials.add(
        new Trial(
            variant,
            replicas,
            seed,
            scores,
            epochs.size(),
            epochs.stream().mapToDouble(EpochRecord::trainSeconds).sum(),
            epochs.get(0).averaging().bytes(),
            epochs.stream()
                .mapToDouble(epoch -> epoch.averaging().divergence())
                .average()
                .orElse(0),
            ParameterHash.sha256(fitted.network())));
    progress.accept(result());
  }
}
