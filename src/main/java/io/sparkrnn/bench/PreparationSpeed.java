package io.sparkrnn.bench;

import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Measures the preparation of the configured input, until every example is in memory. */
final class PreparationSpeed {

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final Workload workload;

  PreparationSpeed(SparkSession spark, Workload workload) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.workload = workload;
  }

  /**
   * Result of the measurements.
   *
   * @param rates reviews per second, training and test reviews together
   * @param data data of the last preparation
   */
  record Result(Rates rates, BenchData data) {

    long reviews() {
      return data.trainCount() + data.testCount();
    }
  }

  /** Prepares the input a number of times; the first time is without warm-up, as in a job. */
  Result measure(int times) {
    List<Double> rates = new ArrayList<>();
    BenchData data = null;
    for (int time = 0; time < times; time++) {
      if (data != null) {
        unpersistAll(context);
      }
      Stopwatch watch = new Stopwatch();
      PreparedData prepared = workload.prepare(spark);
      data = BenchData.of(prepared, workload.source());
      long reviews = data.train().count() + data.test().count();
      rates.add(reviews / watch.seconds());
    }
    return new Result(new Rates(rates), data);
  }

  /** Unpersists all RDDs, so that the next preparation cannot reuse them. */
  static void unpersistAll(JavaSparkContext context) {
    Set.copyOf(context.getPersistentRDDs().values()).forEach(rdd -> rdd.unpersist(true));
  }
}
