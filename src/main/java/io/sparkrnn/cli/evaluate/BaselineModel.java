package io.sparkrnn.cli.evaluate;

import io.sparkrnn.cli.shared.SavedModel;
import io.sparkrnn.cli.shared.Session;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.eval.ModelComparison;
import io.sparkrnn.eval.PairedCounts;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.ClassifierMetrics;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.MetricsFactory;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** A saved model that another model is compared with, on the same examples. */
public final class BaselineModel {

  private final SavedModel model;
  private final JobConfig config;
  private final Workload workload;

  private BaselineModel(SavedModel model, JobConfig config, Workload workload) {
    this.model = model;
    this.config = config;
    this.workload = workload;
  }

  /**
   * Reads a model to compare with one that {@code job} describes.
   *
   * @throws BadDataException if the model is missing or incomplete
   * @throws ConfigurationException if the models are of different workloads, or are not classifiers
   */
  public static BaselineModel read(String location, JobConfig job, Configuration hadoop) {
    SavedModel model = SavedModel.read(location, hadoop);
    if (!model.own().workload().equals(job.workload())) {
      throw new ConfigurationException(
          "%s is a model of the workload '%s', expected '%s'; compare models of one workload"
              .formatted(location, model.own().workload(), job.workload()));
    }
    JobConfig config = model.toScoreOn(job);
    Workload workload = Workloads.create(config, hadoop);
    requireClassifier(workload.name(), workload.testMetrics(model.bundle().assets()));
    return new BaselineModel(model, config, workload);
  }

  /**
   * Requires a workload of classifiers, whose answers are right or wrong.
   *
   * @throws ConfigurationException if its networks are not classifiers, such as in forecasting
   */
  static void requireClassifier(String workload, MetricsFactory metrics) {
    if (!(metrics.create() instanceof ClassifierMetrics)) {
      throw new ConfigurationException(
          "models of the workload '%s' are not classifiers and cannot be compared; leave out --against and evaluation.against"
              .formatted(workload));
    }
  }

  /**
   * Scores this model on the examples that another model was scored on, and compares both.
   *
   * @param theirs workload of the other model
   * @param data prepared data of the other model; reused if both models prepare it alike
   * @param scores metrics of the other model on {@code split}
   * @throws BadDataException if the source now has other examples
   */
  public ModelComparison compare(
      Session session,
      Workload theirs,
      PreparedData data,
      EvaluatedSplit split,
      PortionScores scores) {
    PreparedData own =
        preparesAlike(theirs, data) ? data : workload.prepareFor(session.spark(), assets());
    session
        .context()
        .setJobGroup("spark-rnn", "evaluating %s for comparison".formatted(model.location()));
    PortionScores ownScores =
        PortionScores.of(session, config, workload, model.network(workload), own, split);
    return new ModelComparison(
        model.location(),
        scores.total().scores(),
        ownScores.total().scores(),
        counts(scores.portions(), ownScores.portions()));
  }

  /** Whether both models turn the source into the same examples. */
  private boolean preparesAlike(Workload theirs, PreparedData data) {
    return workload.fingerprint().equals(theirs.fingerprint()) && assets().equals(data.assets());
  }

  /**
   * Whether this model has the classes that a model of {@code workload} on prepared data has, in
   * the same order; else no predictions of them can be compared.
   */
  public boolean hasClassesOf(Workload theirs, PreparedData data) {
    return classes(workload.testMetrics(assets()))
        .equals(classes(theirs.testMetrics(data.assets())));
  }

  /**
   * Requires the classes as above, before the time of a training is spent.
   *
   * @throws ConfigurationException naming both models' classes
   */
  public void requireClassesOf(Workload theirs, PreparedData data) {
    if (!hasClassesOf(theirs, data)) {
      throw new ConfigurationException(
          "%s has the classes %s, the other model %s; only models of the same classes can be compared"
              .formatted(
                  model.location(),
                  classes(workload.testMetrics(assets())),
                  classes(theirs.testMetrics(data.assets()))));
    }
  }

  private static List<String> classes(MetricsFactory metrics) {
    return metrics.create() instanceof ClassifierMetrics classifier
        ? classifier.classes()
        : List.of();
  }

  private List<Asset> assets() {
    return model.bundle().assets();
  }

  /** Compares portion by portion, since each has its own indices. */
  private static PairedCounts counts(List<Metrics> theirs, List<Metrics> own) {
    PairedCounts counts = PairedCounts.NONE;
    for (int i = 0; i < theirs.size(); i++) {
      counts =
          counts.plus(
              PairedCounts.of((ClassifierMetrics) theirs.get(i), (ClassifierMetrics) own.get(i)));
    }
    return counts;
  }
}
