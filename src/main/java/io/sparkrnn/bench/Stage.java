package io.sparkrnn.bench;

/** What a job does with its data, in the order in which it does it. */
public enum Stage {
  /** Texts read, counted, encoded and kept as Parquet. */
  PREPARE("prepare"),
  /** Kept training examples dealt out to shards in memory, validation part and all. */
  DEAL("deal"),
  /** An epoch. */
  TRAIN("train"),
  /** The validation part judged after an epoch. */
  VALIDATE("validate"),
  /** A checkpoint written after an epoch. */
  CHECKPOINT("checkpoint"),
  /** Kept test examples dealt out, judged, and made tables and curves of. */
  TEST("test"),
  /** The test texts read, scored and written with their scores. */
  SCORE("score");

  private final String key;

  Stage(String key) {
    this.key = key;
  }

  /** What tables and JSON call it. */
  String key() {
    return key;
  }
}
