package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

/**
 * Everything that a job was told, checked and typed. Each component documents its keys in {@code
 * reference.conf}, which is the only place that gives defaults.
 *
 * @param workload the registered name of what is learnt
 * @param seed the one seed that every random choice is derived from
 * @param own what workloads have for themselves
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
    EvaluationSettings evaluation,
    OutputSettings output,
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
    requireNonNull(evaluation, "evaluation is null");
    requireNonNull(output, "output is null");
    requireNonNull(tracking, "tracking is null");
    requireNonNull(logging, "logging is null");
  }

  /** The same job without a validation part, for as many epochs as it is then told. */
  public JobConfig onAllExamples() {
    return new JobConfig(
        workload,
        seed,
        data.withoutValidation(),
        text,
        model,
        own,
        training.withFinish(training.finish().toTheEnd()),
        checkpoint,
        evaluation,
        output,
        tracking,
        logging);
  }

  /** The same job with other training settings. */
  public JobConfig with(TrainingSettings other) {
    return new JobConfig(
        workload, seed, data, text, model, own, other, checkpoint, evaluation, output, tracking, logging);
  }

  /** The same job with another seed. */
  public JobConfig withSeed(long other) {
    return new JobConfig(
        workload, other, data, text, model, own, training, checkpoint, evaluation, output, tracking, logging);
  }
}
