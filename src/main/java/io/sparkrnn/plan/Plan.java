package io.sparkrnn.plan;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a job needs where it is to run, what would go wrong there, and how to submit it.
 *
 * @param advice sizes with slack
 * @param command with which nothing would go wrong that can be put right by options
 */
public record Plan(Setup setup, Advice advice, List<Finding> findings, SubmitCommand command) {

  public Plan {
    requireNonNull(setup, "setup is null");
    requireNonNull(advice, "advice is null");
    findings = List.copyOf(findings);
    requireNonNull(command, "command is null");
  }

  /**
   * The plan of a set-up.
   *
   * @param jar the job's, where no image brings it
   * @param arguments the verb and what it is told
   */
  public static Plan of(Setup setup, String jar, List<String> arguments) {
    return new Plan(
        setup,
        Advice.of(setup.sizes()),
        Preflight.findings(setup),
        SubmitCommand.of(setup, jar, arguments));
  }

  /**
   * A set-up whose sizes are as advised where nothing is given: one that is still to be submitted.
   */
  public static Setup completed(Setup setup) {
    Advice advice = Advice.of(setup.sizes());
    SparkSettings spark = setup.spark();
    Map<String, String> missing = new LinkedHashMap<>();
    size(spark, "spark.driver.memory", advice.driverHeap(), missing);
    limit(spark, "spark.driver.extraJavaOptions", advice.driverNative(), missing);
    if (setup.shape().executors() > 0) {
      size(spark, "spark.executor.memory", advice.executorHeap(), missing);
      size(spark, "spark.executor.memoryOverhead", advice.executorOverhead(), missing);
      size(spark, "spark.driver.memoryOverhead", advice.driverOverhead(), missing);
      limit(spark, "spark.executor.extraJavaOptions", advice.executorNative(), missing);
    }
    return new Setup(
        setup.master(),
        setup.shape(),
        spark.with(missing),
        setup.demand(),
        setup.sizes(),
        setup.places(),
        setup.driver());
  }

  private static void size(
      SparkSettings spark, String key, long advised, Map<String, String> missing) {
    OptionalLong given = spark.mebibytes(key);
    if (given.isEmpty()) {
      missing.put(key, Bytes.option(advised));
    }
  }

  private static void limit(
      SparkSettings spark, String key, long advised, Map<String, String> missing) {
    if (spark.nativeLimit(key).isEmpty()) {
      String limit = "-Dorg.bytedeco.javacpp.maxbytes=" + Bytes.option(advised);
      missing.put(key, (spark.text(key).orElse("") + " " + limit).strip());
    }
  }
}
