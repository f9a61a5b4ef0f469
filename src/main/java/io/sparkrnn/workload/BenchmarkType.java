package io.sparkrnn.workload;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.nn.RecurrentSettings.Layer;

/** Type of workload whose layers and jobs are measured on synthetic texts. */
public interface BenchmarkType extends WorkloadType {

  /** Column of the texts in tables that are written for {@link #onTables}. */
  String TEXT_COLUMN = "text";

  /** Column of the labels, {@code pos} or {@code neg}, in such tables. */
  String LABEL_COLUMN = "label";

  /**
   * Returns the type of a job's workload.
   *
   * @throws ConfigurationException if it cannot be measured
   */
  static BenchmarkType of(JobConfig job) {
    return Workloads.require(BenchmarkType.class, job.workload(), "the benchmark is");
  }

  /** Returns the sizes that a job is configured with. */
  LayerSize layerSize(JobConfig job);

  /** Returns a job with other sizes, otherwise as configured. */
  JobConfig resized(JobConfig job, LayerSize size);

  /** Returns a job with another implementation of its layer, otherwise as configured. */
  JobConfig withLayer(JobConfig job, Layer layer);

  /** Returns a generator of examples for a job, with its length and its vocabulary. */
  SyntheticExamples synthetic(JobConfig job);

  /**
   * Returns a generator of texts.
   *
   * @param words number of distinct words
   */
  SyntheticExamples syntheticTexts(int words, long seed);

  /**
   * Returns a job on Parquet tables of synthetic texts.
   *
   * @param train URI of the training table
   * @param test URI of the test table
   * @param cache URI of the folder for prepared data
   */
  JobConfig onTables(JobConfig job, String train, String test, String cache);
}
