package io.sparkrnn.cli;

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

/** A saved model that another one is compared with, on the same examples. */
final class Rival {

  private final SavedModel model;
  private final JobConfig config;
  private final Workload workload;

  private Rival(SavedModel model, JobConfig config, Workload workload) {
    this.model = model;
    this.config = config;
    this.workload = workload;
  }

  /**
   * Reads a model to compare with one that {@code job} describes.
   *
   * @throws BadDataException if there is no whole model
   * @throws ConfigurationException if the two learn different things, or such as know no right and
   *     wrong
   */
  static Rival read(String location, JobConfig job, Configuration hadoop) {
    SavedModel model = SavedModel.read(location, hadoop);
    if (!model.own().workload().equals(job.workload())) {
      throw new ConfigurationException(
          "%s is a model of the workload '%s', expected '%s'; compare models of one workload"
              .formatted(location, model.own().workload(), job.workload()));
    }
    JobConfig config = model.toScoreOn(job);
    Workload workload = Workloads.create(config, hadoop);
    requireRightAndWrong(workload.name(), workload.testMetrics(model.bundle().assets()));
    return new Rival(model, config, workload);
  }

  /** Refuses a workload whose networks are not right or wrong, but off by more or less. */
  static void requireRightAndWrong(String workload, MetricsFactory metrics) {
    if (!(metrics.create() instanceof ClassifierMetrics)) {
      throw new ConfigurationException(
          "models of the workload '%s' have no right and wrong answers to compare; leave out --against and evaluation.against"
              .formatted(workload));
    }
  }

  /**
   * Scores the rival on the examples that another model was scored on.
   *
   * @param theirs the other model's workload
   * @param data what the other model read, and reads again
   * @param scores the other model's, of {@code part}
   * @throws BadDataException if the rival found other examples in the source
   */
  ModelComparison compare(
      Session session, Workload theirs, PreparedData data, Part part, PortionScores scores) {
    PreparedData own =
        readsWhat(theirs, data) ? data : workload.prepareFor(session.spark(), assets());
    session
        .context()
        .setJobGroup("spark-rnn", "evaluating %s for comparison".formatted(model.location()));
    PortionScores ownScores =
        PortionScores.of(session, config, workload, model.network(workload), own, part);
    return new ModelComparison(
        model.location(),
        scores.total().scores(),
        ownScores.total().scores(),
        counts(scores.portions(), ownScores.portions()));
  }

  /** Whether both models see the same numbers in the same texts. */
  private boolean readsWhat(Workload theirs, PreparedData data) {
    return workload.fingerprint().equals(theirs.fingerprint()) && assets().equals(data.assets());
  }

  private List<Asset> assets() {
    return model.bundle().assets();
  }

  /** Portion by portion, since each has indices of its own. */
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
