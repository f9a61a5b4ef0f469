package io.sparkrnn.workload;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.data.review.ClassSettings;
import io.sparkrnn.data.review.ReviewSource;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Type of workload that classifies texts. */
public interface TextClassificationType extends WorkloadType {

  /** Creates the workload on texts of a given source instead of the configured one. */
  Workload create(JobConfig job, ReviewSource reviews);

  /**
   * Creates a scorer of a trained model.
   *
   * @param job settings that the model was trained with
   * @param assets assets of the model
   */
  TextScorer scorer(JobConfig job, MultiLayerNetwork network, List<Asset> assets);

  /** Returns the settings of the classes. */
  ClassSettings classes(JobConfig job);

  /** Returns the name of the column of a table that holds the texts. */
  String textColumn(JobConfig job);
}
