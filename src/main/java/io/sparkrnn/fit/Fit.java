package io.sparkrnn.fit;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.eval.Evaluator;
import io.sparkrnn.train.EpochListener;
import io.sparkrnn.train.ResumePoint;
import io.sparkrnn.train.ResumePointStore;
import io.sparkrnn.train.Shards;
import io.sparkrnn.train.Training;
import io.sparkrnn.train.TrainingLoop;
import io.sparkrnn.train.TrainingOutcome;
import io.sparkrnn.train.TrainingState;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.PretrainedModel;
import io.sparkrnn.workload.Scores;
import io.sparkrnn.workload.Workload;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Trains a workload's network on prepared data with a job's settings, and tests it. */
public final class Fit {

  private final JavaSparkContext context;
  private final JobConfig job;
  private final Workload workload;
  private final int replicas;
  private final Optional<PretrainedModel> ancestor;
  private final Evaluator evaluator;

  /** Creates a fit whose network is initialized at random or with pretrained embeddings. */
  public Fit(JavaSparkContext context, JobConfig job, Workload workload, int replicas) {
    this(context, job, workload, replicas, Optional.empty());
  }

  /**
   * Creates a fit.
   *
   * @param ancestor pretrained model whose weights the network is initialized with; empty: none
   */
  public Fit(
      JavaSparkContext context,
      JobConfig job,
      Workload workload,
      int replicas,
      Optional<PretrainedModel> ancestor) {
    this.context = context;
    this.job = job;
    this.workload = workload;
    this.replicas = replicas;
    this.ancestor = ancestor;
    this.evaluator = new Evaluator(context, workload.batcher(), job.evaluation().batchSize());
  }

  /** Factory of the listeners of a training. */
  public interface ListenerFactory {

    /** Adds no listeners. */
    ListenerFactory NONE = training -> List.of();

    /** Returns the listeners of the training with a validation split. */
    List<EpochListener> of(Training training);

    /** Returns those of the refit on all examples, which follows it; by default, the same. */
    default List<EpochListener> ofRefit(Training training) {
      return of(training);
    }
  }

  /** Trains the network; with {@code training.refit}, trains it again on all examples. */
  public FitResult run(PreparedData data, Fit.ListenerFactory audience) {
    return run(data, audience, ResumePointStore.none());
  }

  /** Trains as above, resuming from the last resume point of an earlier job, if there is one. */
  public FitResult run(PreparedData data, Fit.ListenerFactory audience, ResumePointStore points) {
    Optional<ResumePoint> from = points.last();
    requireRefit(from);
    Training training = training(job, data);
    TrainingLoop first = loop(training, audience.of(training));
    Optional<TrainingOutcome> ended = from.flatMap(ResumePoint::before);
    ended.ifPresent(first::notifyCompleted);
    TrainingOutcome outcome =
        ended.orElseGet(
            () ->
                first.run(
                    training.plan().epochs(),
                    from.map(ResumePoint::state),
                    state -> reached(points, Optional.empty(), state)));
    training.release();
    if (!job.training().finish().refit()) {
      return new FitResult(training.network(), training.plan(), outcome, Optional.empty());
    }
    // The refit follows the same learning-rate schedule and ends at the epoch chosen by validation.
    Training again = training(job.onAllExamples(), data);
    TrainingOutcome refit =
        loop(again, audience.ofRefit(again))
            .run(
                outcome.keptEpoch(),
                from.filter(point -> point.before().isPresent()).map(ResumePoint::state),
                state -> reached(points, Optional.of(outcome), state));
    again.release();
    return new FitResult(again.network(), training.plan(), outcome, Optional.of(refit));
  }

  /** Rejects a resume point of the refit if refit is now off: the first network is not kept. */
  private void requireRefit(Optional<ResumePoint> from) {
    if (from.flatMap(ResumePoint::before).isPresent() && !job.training().finish().refit()) {
      throw new ConfigurationException(
          "the checkpoint belongs to the refit, but training.refit is false; set it to true, or"
              + " begin anew without --resume");
    }
  }

  private static void reached(
      ResumePointStore points, Optional<TrainingOutcome> before, Supplier<TrainingState> state) {
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

  /** Returns the metrics of a network on the test examples. */
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
