package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

/**
 * Everything that a job was told, checked and typed. Each component documents its keys in {@code
 * reference.conf}, which is the only place that gives defaults.
 *
 * @param workload the registered name of what is learnt
 * @param seed the one seed that every random choice is derived from
 * @param own what workloads have for themselves
 * @param preflight what becomes of a set-up that would fail
 */
public record JobConfig(
    String workload,
    long seed,
    DataSettings data,
    TextSettings text,
    ModelSettings model,
    OwnValues own,
    TrainingSettings training,
    CheckpointSettings checkpoint,
    WatchSettings watch,
    BlasSettings blas,
    EvaluationSettings evaluation,
    OutputSettings output,
    PreflightMode preflight,
    ModelsSettings models,
    TrackingSettings tracking,
    LoggingSettings logging) {

  public JobConfig {
    requireNonNull(workload, "workload is null");
    requireNonNull(data, "data is null");
    requireNonNull(text, "text is null");
    requireNonNull(model, "model is null");
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

  /** The same job without a validation part, for as many epochs as it is then told. */
  public JobConfig onAllExamples() {
    return with(
        seed,
        data.withoutValidation(),
        text,
        model,
        training.withFinish(training.finish().toTheEnd()));
  }

  /** The same job with other training settings. */
  public JobConfig with(TrainingSettings other) {
    return with(seed, data, text, model, other);
  }

  /** The same job on other data. */
  public JobConfig with(DataSettings other) {
    return with(seed, other, text, model, training);
  }

  /** The same job with another seed. */
  public JobConfig withSeed(long other) {
    return with(other, data, text, model, training);
  }

  /** The same job with another network, on other texts, trained otherwise. */
  public JobConfig with(
      TextSettings otherText, ModelSettings otherModel, TrainingSettings otherTraining) {
    return with(seed, data, otherText, otherModel, otherTraining);
  }

  private JobConfig with(
      long otherSeed,
      DataSettings otherData,
      TextSettings otherText,
      ModelSettings otherModel,
      TrainingSettings otherTraining) {
    return new JobConfig(
        workload,
        otherSeed,
        otherData,
        otherText,
        otherModel,
        own,
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
   * The settings to use a model with that was trained as this job says: network and text settings
   * are the model's, where the data is and how it is computed are those of {@code told}.
   */
  public JobConfig toUseOn(JobConfig told) {
    return new JobConfig(
        workload,
        seed,
        told.data(),
        text,
        model.computedAs(told.model()),
        own.withInputOf(told.own()),
        training,
        checkpoint,
        told.watch(),
        told.blas(),
        told.evaluation(),
        told.output(),
        told.preflight(),
        told.models(),
        told.tracking(),
        told.logging());
  }
}
