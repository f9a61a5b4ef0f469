package io.sparkrnn.study;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.TrainingSettings;
import io.sparkrnn.fit.Fit;
import io.sparkrnn.fit.Fitted;
import io.sparkrnn.nn.Parameters;
import io.sparkrnn.train.EpochListener;
import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.train.Training;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Scores;
import io.sparkrnn.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Trains the same network on the same data with more and more replicas, and with several ways of
 * averaging them: whether anything is lost, and what keeping it costs.
 */
public final class ReplicaStudy {

  private final JavaSparkContext context;
  private final JobConfig job;
  private final Function<JobConfig, Workload> workloads;
  private final Design design;
  private final Consumer<StudyResult> progress;
  private final List<Trial> trials = new ArrayList<>();

  /**
   * A study.
   *
   * @param workloads makes the workload of a job, which depends on the job's seed
   * @param progress is told after each training
   */
  public ReplicaStudy(
      JavaSparkContext context,
      JobConfig job,
      Function<JobConfig, Workload> workloads,
      Design design,
      Consumer<StudyResult> progress) {
    this.context = context;
    this.job = job;
    this.workloads = workloads;
    this.design = design;
    this.progress = progress;
  }

  /** Runs all trainings; seed by seed, so that what is known early is known of all ways. */
  public StudyResult run(PreparedData data) {
    for (long seed : design.seeds()) {
      trial(data, configured(), 1, seed);
      for (int replicas : design.replicas()) {
        for (Variant variant : design.variants()) {
          trial(data, variant, replicas, seed);
        }
      }
    }
    return result();
  }

  private StudyResult result() {
    return new StudyResult(design, trials, trials.size() == design.trainings());
  }

  /** What the job is told, where averaging changes nothing but when there is a mean of weights. */
  private Variant configured() {
    return new Variant(
        job.training().averaging().strategy(), job.training().averaging().perEpoch());
  }

  private void trial(PreparedData data, Variant variant, int replicas, long seed) {
    TrainingSettings training = job.training();
    JobConfig own =
        job.withSeed(seed)
            .with(
                replicas == 1
                    ? training
                    : training.withAveraging(variant.applyTo(training.averaging())));
    Fit fit = new Fit(context, own, workloads.apply(own), replicas);
    Fitted fitted = fit.run(data, Silence.INSTANCE);
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
            epochs.stream().mapToDouble(epoch -> epoch.averaging().drift()).average().orElse(0),
            Parameters.sha256(fitted.network())));
    progress.accept(result());
  }

  /** Nobody listens to single epochs. */
  private enum Silence implements Fit.Audience {
    INSTANCE;

    @Override
    public List<EpochListener> of(Training training) {
      return List.of();
    }

    @Override
    public List<EpochListener> ofRefit(Training training) {
      return List.of();
    }
  }
}
