package io.sparkrnn.bench;

import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** The configured input read, checked, counted and encoded, until every example is in memory. */
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
   * What preparing gave.
   *
   * @param rates reviews a second, training and test reviews together
   * @param data of the last time
   */
  record Result(Rates rates, BenchData data) {

    long reviews() {
      return data.trainCount() + data.testCount();
    }
  }

  /** Prepares so often; the first time is what a job finds, with nothing warm. */
  Result measure(int times) {
    List<Double> rates = new ArrayList<>();
    BenchData data = null;
    for (int time = 0; time < times; time++) {
      if (data != null) {
        forget();
      }
      Stopwatch watch = new Stopwatch();
      PreparedData prepared = workload.prepare(spark);
      data = BenchData.of(prepared, workload.source());
      long reviews = data.train().count() + data.test().count();
      rates.add(reviews / watch.seconds());
    }
    return new Result(new Rates(rates), data);
  }

  /** Drops what a preparation left in memory, which the next one must not find. */
  private void forget() {
    Set.copyOf(context.getPersistentRDDs().values()).forEach(rdd -> rdd.unpersist(true));
  }
}
