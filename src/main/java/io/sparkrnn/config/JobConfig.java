package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

/**
 * Everything that a job was told, checked and typed. Each component documents its keys in {@code
 * reference.conf}, which is the only place that gives defaults.
 *
 * @param workload the registered name of what is learnt
 * @param seed the one seed that every random choice is derived from
 */
public record JobConfig(
    String workload,
    long seed,
    DataSettings data,
    TextSettings text,
    ModelSettings model,
    TrainingSettings training,
    CheckpointSettings checkpoint,
    WatchSettings watch,
    EvaluationSettings evaluation,
    OutputSettings output,
    LoggingSettings logging) {

  public JobConfig {
    requireNonNull(workload, "workload is null");
    requireNonNull(data, "data is null");
    requireNonNull(text, "text is null");
    requireNonNull(model, "model is null");
    requireNonNull(training, "training is null");
    requireNonNull(checkpoint, "checkpoint is null");
    requireNonNull(watch, "watch is null");
    requireNonNull(evaluation, "evaluation is null");
    requireNonNull(output, "output is null");
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
        training.withFinish(training.finish().toTheEnd()),
        checkpoint,
        watch,
        evaluation,
        output,
        logging);
  }

  /** The same job with other training settings. */
  public JobConfig with(TrainingSettings other) {
    return new JobConfig(
        workload, seed, data, text, model, other, checkpoint, watch, evaluation, output, logging);
  }

  /** The same job with another seed. */
  public JobConfig withSeed(long other) {
    return new JobConfig(
        workload,
        other,
        data,
        text,
        model,
        training,
        checkpoint,
        watch,
        evaluation,
        output,
        logging);
  }
}
