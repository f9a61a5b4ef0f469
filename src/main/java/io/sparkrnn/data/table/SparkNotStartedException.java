package io.sparkrnn.data.table;

/** Thrown for input that only Spark knows, before Spark is started. */
public final class SparkNotStartedException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /**
   * An exception.
   *
   * @param key setting that names the input
   */
  public SparkNotStartedException(String key) {
    super("what %s names is known to Spark only, which is not started yet".formatted(key));
  }
}
