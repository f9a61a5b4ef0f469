package io.sparkrnn.study;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.fit.Fit;
import io.sparkrnn.fit.FitResult;
import io.sparkrnn.nn.ParameterHash;
import io.sparkrnn.train.DivergedException;
import io.sparkrnn.train.EpochListener;
import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.train.HoldOut;
import io.sparkrnn.train.TrainingOutcome.Rollback;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.PretrainedModel;
import io.sparkrnn.workload.Scores;
import io.sparkrnn.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Training on the training split that is judged by the validation split with the metrics of a test.
 * It has no test examples, so that settings cannot be chosen by them.
 */
public final class ValidatedTraining {

  private final JavaSparkContext context;
  private final PreparedData data;
  private final Optional<PretrainedModel> pretrained;

  /**
   * Creates trainings on data, whose test examples are left out.
   *
   * @param pretrained pretrained model whose weights the networks are initialized with; empty: none
   */
  public ValidatedTraining(
      JavaSparkContext context, PreparedData data, Optional<PretrainedModel> pretrained) {
    this.context = context;
    this.data = data.withoutTest();
    this.pretrained = pretrained;
  }

  /**
   * Trains a network and judges it. That training diverges is a result too.
   *
   * @param job settings with a validation split and without a refit
   * @throws IllegalArgumentException if they are not
   */
  public SearchTrial run(JobConfig job, Workload workload, int replicas) {
    HoldOut splits = HoldOut.of(data.trainCount(), job.data(), job.seed());
    if (splits.validation() == 0 || job.training().finish().refit()) {
      throw new IllegalArgumentException(
          "%d validation examples and training.refit = %s, expected some and no refit"
              .formatted(splits.validation(), job.training().finish().refit()));
    }
    Fit fit = new Fit(context, job, workload, replicas, pretrained);
    Curves curves = new Curves();
    try {
      FitResult fitted = fit.run(data, training -> List.of(curves));
      Scores scores = fit.testOnValidation(fitted.network(), data).scores();
      return new SearchTrial(
          job.seed(),
          replicas,
          splits.training(),
          splits.validation(),
          scores,
          curves.epochs,
          fitted.outcome().keptEpoch(),
          curves.rollbacks,
          curves.trainSeconds,
          ParameterHash.sha256(fitted.network()),
          "");
    } catch (DivergedException e) {
      return new SearchTrial(
          job.seed(),
          replicas,
          splits.training(),
          splits.validation(),
          Scores.empty(),
          curves.epochs,
          0,
          curves.rollbacks,
          curves.trainSeconds,
          "",
          e.getMessage());
    }
  }

  /** What is known of a training even if it diverges. */
  private static final class Curves implements EpochListener {

    private final List<SearchTrial.Epoch> epochs = new ArrayList<>();
    private double trainSeconds;
    private int rollbacks;

    @Override
    public void rolledBack(Rollback rollback) {
      rollbacks++;
    }

    @Override
    public void epochEnded(EpochRecord record, MultiLayerNetwork network) {
      epochs.add(new SearchTrial.Epoch(record.epoch(), record.training(), record.validation()));
      trainSeconds += record.trainSeconds();
    }
  }
}
