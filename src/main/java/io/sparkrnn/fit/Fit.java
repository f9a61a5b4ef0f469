package io.sparkrnn.fit;

import static java.util.stream.Collectors.joining;

import io.sparkrnn.baseline.NgramTeacher;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.eval.Evaluator;
import io.sparkrnn.train.DivergedException;
import io.sparkrnn.train.EpochListener;
import io.sparkrnn.train.ShardStorage;
import io.sparkrnn.train.Shards;
import io.sparkrnn.train.Training;
import io.sparkrnn.train.TrainingLoop;
import io.sparkrnn.train.TrainingOutcome;
import io.sparkrnn.train.TrainingState;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.Prediction;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.PretrainedModel;
import io.sparkrnn.workload.Scores;
import io.sparkrnn.workload.Workload;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains a workload's network on prepared data with a job's settings, and tests it. */
public final class Fit {

  private static final Logger LOG = LoggerFactory.getLogger(Fit.class);

  private final JavaSparkContext context;
  private final JobConfig job;
  private final Workload workload;
  private final int replicas;
  private final Optional<PretrainedModel> pretrained;

  /** Creates a fit whose network is initialized at random or with pretrained embeddings. */
  public Fit(JavaSparkContext context, JobConfig job, Workload workload, int replicas) {
    this(context, job, workload, replicas, Optional.empty());
  }

  /**
   * Creates a fit.
   *
   * @param pretrained pretrained model whose weights the network is initialized with; empty: none
   */
  public Fit(
      JavaSparkContext context,
      JobConfig job,
      Workload workload,
      int replicas,
      Optional<PretrainedModel> pretrained) {
    this.context = context;
    this.job = job;
    this.workload = workload;
    this.replicas = replicas;
    this.pretrained = pretrained;
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
  public FitResult run(PreparedData data, Fit.ListenerFactory listeners) {
    return run(data, Optional.empty(), listeners);
  }

  /** Trains as above, resuming from the state that an earlier job reached; empty: none did. */
  public FitResult run(
      PreparedData data, Optional<TrainingState> from, Fit.ListenerFactory listeners) {
    boolean refit = job.training().finish().refit();
    Optional<TrainingOutcome> ended = from.flatMap(TrainingState::before);
    if (ended.isPresent() && !refit) {
      throw new ConfigurationException(
          "the checkpoint belongs to the refit, but training.refit is false; set it to true, or"
              + " begin anew without --resume");
    }
    Batches batches = batches(job, data);
    Training training = training(job, data, batches);
    batches.teacher().ifPresent(teacher -> logScores(teacher, training));
    List<EpochListener> audience = listeners.of(training);
    TrainingLoop.Result first;
    try {
      first =
          ended.isPresent()
              ? completed(training, ended.get(), audience)
              : loop(training, audience).run(training.plan().epochs(), Optional.empty(), from);
    } catch (DivergedException e) {
      // Whoever catches it may train again in the same session.
      training.release();
      batches.release();
      throw e;
    }
    training.release();
    batches.release();
    if (!refit) {
      return new FitResult(first.network(), training.plan(), first.outcome(), Optional.empty());
    }
    // The refit follows the same learning-rate schedule and ends at the epoch chosen by validation.
    Batches ofAll = batches(job.onAllExamples(), data);
    Training again = training(job.onAllExamples(), data, ofAll);
    TrainingLoop.Result second =
        loop(again, listeners.ofRefit(again))
            .run(
                first.outcome().keptEpoch(),
                Optional.of(first.outcome()),
                from.filter(state -> state.before().isPresent()));
    again.release();
    ofAll.release();
    return new FitResult(
        second.network(), training.plan(), first.outcome(), Optional.of(second.outcome()));
  }

  /** Notifies listeners of a training that an earlier job completed, whose network is not kept. */
  private static TrainingLoop.Result completed(
      Training training, TrainingOutcome outcome, List<EpochListener> listeners) {
    listeners.forEach(listener -> listener.started(training.plan()));
    listeners.forEach(listener -> listener.resumed(outcome.history()));
    return new TrainingLoop.Result(training.network(), outcome);
  }

  private Training training(JobConfig settings, PreparedData data, Batches batches) {
    return Training.of(context, settings, workload, data, batches.batcher(), replicas, pretrained);
  }

  /**
   * Batcher of a training.
   *
   * @param teacher teacher that executors have received; empty: there is none
   */
  private record Batches(Batcher batcher, Optional<Broadcast<NgramTeacher>> teacher) {
    private void release() {
      teacher.ifPresent(Broadcast::destroy);
    }
  }

  /** Returns the batcher of a training, whose teacher is trained before. */
  private Batches batches(JobConfig settings, PreparedData data) {
    Optional<Broadcast<NgramTeacher>> teacher =
        workload
            .distillation(data.assets())
            .map(
                distillation ->
                    context.broadcast(
                        NgramTeacher.train(context, settings, workload, data, distillation)));
    return new Batches(
        teacher
            .map(sent -> workload.batcher(data.assets(), sent))
            .orElseGet(() -> workload.batcher(data.assets())),
        teacher);
  }

  /** Logs the validation scores of a teacher: those that a network can hope to reach. */
  private void logScores(Broadcast<NgramTeacher> teacher, Training training) {
    Prediction ofTeacher =
        (network, examples) ->
            examples.stream()
                .map(example -> teacher.value().probabilities(example.features()))
                .toArray(float[][]::new);
    Scores scores = validate(training.network(), training, ofTeacher);
    if (!scores.all().isEmpty()) {
      LOG.info(
          "The teacher on the validation split: {}",
          scores.all().stream()
              .map(score -> score.name() + ": " + score.text())
              .collect(joining(" - ")));
    }
  }

  private TrainingLoop loop(Training training, List<EpochListener> listeners) {
    Prediction prediction = Prediction.ofOnePass(workload.batcher(training.assets()));
    return new TrainingLoop(
        training, network -> validate(network, training, prediction), listeners);
  }

  private Scores validate(MultiLayerNetwork network, Training training, Prediction prediction) {
    Shards validation = training.validation();
    if (validation.examples() == 0) {
      return Scores.empty();
    }
    return new Evaluator(context, prediction, job.evaluation().batchSize())
        .evaluate(network, validation, workload.epochMetrics(training.assets()))
        .scores();
  }

  /** Returns the metrics of a network on the test examples. */
  public Metrics test(MultiLayerNetwork network, PreparedData data) {
    context.setJobGroup("spark-rnn", "test");
    return judge(
        network,
        data,
        Shards.of(data.test(), data.testCount(), replicas, ShardStorage.of(job, workload)));
  }

  /** Returns the metrics that a test has, of a network on the validation split. */
  public Metrics testOnValidation(MultiLayerNetwork network, PreparedData data) {
    context.setJobGroup("spark-rnn", "validation by the metrics of the test");
    Shards.TrainingSplits splits =
        Shards.split(
            data.train(),
            data.trainCount(),
            0,
            job.data(),
            ShardStorage.of(job, workload),
            replicas,
            job.seed());
    try {
      return judge(network, data, splits.validation());
    } finally {
      splits.validation().release();
    }
  }

  private Metrics judge(MultiLayerNetwork network, PreparedData data, Shards shards) {
    return new Evaluator(
            context, workload.testPrediction(data.assets()), job.evaluation().batchSize())
        .evaluate(network, shards, workload.testMetrics(data.assets()));
  }
}
