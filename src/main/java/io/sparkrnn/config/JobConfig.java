package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.error.ConfigurationException;
import java.util.Optional;
import java.util.function.Function;

/**
 * All settings of a job, checked and typed. {@code reference.conf} documents each key and gives its
 * default.
 *
 * @param workload name of the workload
 * @param seed seed of every random choice
 * @param own settings that the workload has for itself
 * @param preflight reaction to a setup that would fail
 */
public record JobConfig(
    String workload,
    long seed,
    DataSettings data,
    WorkloadSettings own,
    TrainingSettings training,
    CheckpointSettings checkpoint,
    StallSettings watch,
    BlasSettings blas,
    EvaluationSettings evaluation,
    OutputSettings output,
    PreflightMode preflight,
    ModelRegistrySettings models,
    TrackingSettings tracking,
    LoggingSettings logging) {

  /** Largest seed: the largest whole number that JSON readers and HOCON represent exactly. */
  public static final long MAX_SEED = 1L << 53;

  public JobConfig {
    requireNonNull(workload, "workload is null");
    requireNonNull(data, "data is null");
    requireNonNull(own, "own is null");
    requireNonNull(training, "training is null");
    requireNonNull(checkpoint, "checkpoint is null");
    requireNonNull(watch, "watch is null");
    requireNonNull(blas, "blas is null");
    requireNonNull(evaluation, "evaluation is null");
    requireNonNull(output, "output is null");
    requireNonNull(preflight, "preflight is null");
    requireNonNull(models, "models is null");
    requireNonNull(tracking, "tracking is null");
    requireNonNull(logging, "logging is null");
  }

  /**
   * Reads all settings.
   *
   * @param workloads gives the settings of the workload of a name; empty if there is none
   */
  static JobConfig read(
      SettingsReader read, Function<String, Optional<WorkloadSettings>> workloads) {
    String workload = read.text("workload");
    long seed = read.whole("seed", 0, MAX_SEED);
    DataSettings data = DataSettings.read(read);
    WorkloadSettings own = workloads.apply(workload).orElse(WorkloadSettings.NONE);
    TrainingSettings training = TrainingSettings.read(read);
    requireValidation(read, data, training.finish());
    return new JobConfig(
        workload,
        seed,
        data,
        own,
        training,
        CheckpointSettings.read(read),
        StallSettings.read(read),
        BlasSettings.read(read),
        EvaluationSettings.read(read),
        OutputSettings.read(read),
        read.choice("preflight", PreflightMode.class),
        ModelRegistrySettings.read(read),
        TrackingSettings.read(read),
        LoggingSettings.read(read));
  }

  /** Rejects settings that decide by the validation loss where there is none. */
  private static void requireValidation(
      SettingsReader read, DataSettings data, FinishSettings finish) {
    if (data.validationFraction() > 0) {
      return;
    }
    requireValidation(read, "training.early-stopping-patience", finish.patience() > 0);
    requireValidation(read, "training.keep", finish.keep() == FinishSettings.Keep.BEST);
    requireValidation(read, "training.refit", finish.refit());
  }

  private static void requireValidation(SettingsReader read, String key, boolean needed) {
    if (needed && read.valid(key, "data.validation.fraction")) {
      read.reject(
          key,
          "is %s, but data.validation.fraction is 0, expected a validation split"
              .formatted(read.written(key)));
    }
  }

  /**
   * Settings of the workload.
   *
   * @throws ClassCastException if they are those of another workload
   */
  public <S extends WorkloadSettings> S own(Class<S> type) {
    return type.cast(own);
  }

  /** This job without a validation split, trained for all epochs. */
  public JobConfig onAllExamples() {
    return with(
        seed, data.withoutValidation(), own, training.withFinish(training.finish().toTheEnd()));
  }

  /** This job with other training settings. */
  public JobConfig with(TrainingSettings other) {
    return with(seed, data, own, other);
  }

  /** This job on other data. */
  public JobConfig with(DataSettings other) {
    return with(seed, other, own, training);
  }

  /** This job with other settings of its workload. */
  public JobConfig with(WorkloadSettings other) {
    return with(seed, data, other, training);
  }

  /** This job on the embedded sample. */
  public JobConfig onSample() {
    return with(seed, data.ofSample(), own.onSample(), training);
  }

  /** This job with another seed. */
  public JobConfig withSeed(long other) {
    return with(other, data, own, training);
  }

  private JobConfig with(
      long otherSeed,
      DataSettings otherData,
      WorkloadSettings otherOwn,
      TrainingSettings otherTraining) {
    return new JobConfig(
        workload,
        otherSeed,
        otherData,
        otherOwn,
        otherTraining,
        checkpoint,
        watch,
        blas,
        evaluation,
        output,
        preflight,
        models,
        tracking,
        logging);
  }

  /**
   * Settings for using a model that this job trained: network and encoding are the model's, the
   * location of the data and the way of computing are those of {@code job}.
   *
   * @throws ConfigurationException if {@code job} is of another workload
   */
  public JobConfig toUseOn(JobConfig job) {
    if (!workload.equals(job.workload)) {
      throw new ConfigurationException(
          "the model is of the workload '%s', the settings are of '%s'; set workload = %s"
              .formatted(workload, job.workload, workload));
    }
    return new JobConfig(
        workload,
        seed,
        job.data(),
        own.usedOn(job.own()),
        training,
        checkpoint,
        job.watch(),
        job.blas(),
        job.evaluation(),
        job.output(),
        job.preflight(),
        job.models(),
        job.tracking(),
        job.logging());
  }
}
