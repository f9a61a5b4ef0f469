package io.sparkrnn.bench;

/** Stages of a job, in their order. */
public enum JobStage {
  /** Reading, counting and encoding of texts, and writing the examples as Parquet. */
  PREPARE("prepare"),
  /** Assignment of the prepared training and validation examples to shards in memory. */
  DEAL("deal"),
  /** An epoch. */
  TRAIN("train"),
  /** Evaluation of the validation split after an epoch. */
  VALIDATE("validate"),
  /** Writing of a checkpoint after an epoch. */
  CHECKPOINT("checkpoint"),
  /** Evaluation of the prepared test examples, with scores and figures. */
  TEST("test"),
  /** Reading and scoring of the test texts, and writing them with their scores. */
  SCORE("score");

  private final String key;

  JobStage(String key) {
    this.key = key;
  }

  /** Returns the name in tables and JSON. */
  String key() {
    return key;
  }
}
