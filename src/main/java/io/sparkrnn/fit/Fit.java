package io.sparkrnn.fit;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.eval.Evaluator;
import io.sparkrnn.train.EpochListener;
import io.sparkrnn.train.ResumePoint;
import io.sparkrnn.train.ResumePoints;
import io.sparkrnn.train.Shards;
import io.sparkrnn.train.Training;
import io.sparkrnn.train.TrainingLoop;
import io.sparkrnn.train.TrainingOutcome;
import io.sparkrnn.train.TrainingState;
import io.sparkrnn.workload.Ancestor;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Scores;
import io.sparkrnn.workload.Workload;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Trains a workload's network on prepared data as a job is told to, and judges it. */
public final class Fit {

  private final JavaSparkContext context;
  private final JobConfig job;
  private final Workload workload;
  private final int replicas;
  private final Optional<Ancestor> ancestor;
  private final Evaluator evaluator;

  /** A fit that begins from scratch. */
  public Fit(JavaSparkContext context, JobConfig job, Workload workload, int replicas) {
    this(context, job, workload, replicas, Optional.empty());
  }

  /**
   * A fit.
   *
   * @param ancestor the model whose weights training begins with
   */
  public Fit(
      JavaSparkContext context,
      JobConfig job,
      Workload workload,
      int replicas,
      Optional<Ancestor> ancestor) {
    this.context = context;
    this.job = job;
    this.workload = workload;
    this.replicas = replicas;
    this.ancestor = ancestor;
    this.evaluator = new Evaluator(context, workload.batcher(), job.evaluation().batchSize());
  }

  /** Who is told how a training goes. */
  public interface Audience {

    /** Those of the training that holds a validation part out. */
    List<EpochListener> of(Training training);

    /** Those of the training on all examples, which follows it. */
    List<EpochListener> ofRefit(Training training);
  }

  /** Trains; with {@code training.refit} twice. */
  public Fitted run(PreparedData data, Audience audience) {
    return run(data, audience, ResumePoints.none());
  }

  /** The same, from where an earlier job was, if it left a point to go on from. */
  public Fitted run(PreparedData data, Audience audience, ResumePoints points) {
    Optional<ResumePoint> from = points.last();
    requireRefit(from);
    Training training = training(job, data);
    TrainingLoop first = loop(training, audience.of(training));
    Optional<TrainingOutcome> ended = from.flatMap(ResumePoint::before);
    ended.ifPresent(first::recall);
    TrainingOutcome outcome =
        ended.orElseGet(
            () ->
                first.run(
                    training.plan().epochs(),
                    from.map(ResumePoint::state),
                    state -> reached(points, Optional.empty(), state)));
    training.release();
    if (!job.training().finish().refit()) {
      return new Fitted(training.network(), training.plan(), outcome, Optional.empty());
    }
    // The same schedule, and as far on it as the epoch that validation chose.
    Training again = training(job.onAllExamples(), data);
    TrainingOutcome refit =
        loop(again, audience.ofRefit(again))
            .run(
                outcome.keptEpoch(),
                from.filter(point -> point.before().isPresent()).map(ResumePoint::state),
                state -> reached(points, Optional.of(outcome), state));
    again.release();
    return new Fitted(again.network(), training.plan(), outcome, Optional.of(refit));
  }

  /** Only a refit goes on from a point of one: the network before it is not kept. */
  private void requireRefit(Optional<ResumePoint> from) {
    if (from.flatMap(ResumePoint::before).isPresent() && !job.training().finish().refit()) {
      throw new ConfigurationException(
          "the checkpoint is of the refit, but training.refit is false; set it back, or begin anew"
              + " without --resume");
    }
  }

  private static void reached(
      ResumePoints points, Optional<TrainingOutcome> before, Supplier<TrainingState> state) {
    points.reached(() -> new ResumePoint(before, state.get()));
  }

  private Training training(JobConfig settings, PreparedData data) {
    Training training =
        Training.of(
            context,
            settings,
            workload,
            data.train(),
            data.trainCount(),
            data.assets(),
            data.start(),
            replicas);
    ancestor.ifPresent(training::startFrom);
    return training;
  }

  private TrainingLoop loop(Training training, List<EpochListener> listeners) {
    return new TrainingLoop(
        training, network -> validate(network, training.validation()), listeners);
  }

  private Scores validate(MultiLayerNetwork network, Shards validation) {
    return validation.examples() == 0
        ? Scores.empty()
        : evaluator.evaluate(network, validation, workload.epochMetrics()).scores();
  }

  /** Judges a network by the test examples. */
  public Metrics test(MultiLayerNetwork network, PreparedData data) {
    context.setJobGroup("spark-rnn", "test");
    Shards shards = Shards.of(data.test(), data.testCount(), replicas);
    try {
      return new Evaluator(context, workload.testPrediction(), job.evaluation().batchSize())
          .evaluate(network, shards, workload.testMetrics(data.assets()));
    } finally {
      shards.release();
    }
  }
}
