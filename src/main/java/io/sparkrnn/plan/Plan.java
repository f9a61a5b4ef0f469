package io.sparkrnn.plan;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A plan for running a job: estimated resources, findings of the preflight checks, and a command to
 * submit it.
 *
 * @param setup the job and the environment that it will run in
 * @param advice recommended memory sizes
 * @param findings problems of the setup
 * @param command the recommended command; it fixes all problems that options can fix
 */
public record Plan(
    JobSetup setup, RecommendedSizes advice, List<Finding> findings, SubmitCommand command) {

  public Plan {
    requireNonNull(setup, "setup is null");
    requireNonNull(advice, "advice is null");
    findings = List.copyOf(findings);
    requireNonNull(command, "command is null");
  }

  /**
   * Creates the plan of a setup.
   *
   * @param jar the job's jar; ignored on Kubernetes, where the image contains it
   * @param arguments the subcommand and its arguments
   */
  public static Plan of(JobSetup setup, String jar, List<String> arguments) {
    return new Plan(
        setup,
        RecommendedSizes.of(setup.sizes()),
        Preflight.findings(setup),
        SubmitCommand.of(setup, jar, arguments));
  }

  /**
   * Returns a copy of a setup that has not been submitted yet, with the recommended value of each
   * memory setting that is not given.
   */
  public static JobSetup completed(JobSetup setup) {
    RecommendedSizes advice = RecommendedSizes.of(setup.sizes());
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
    return new JobSetup(
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
