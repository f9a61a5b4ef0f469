package io.sparkrnn.bench;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.BenchmarkType;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.SyntheticExamples;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Examples that training and scoring are measured on.
 *
 * @param train training examples, indexed 0 .. trainCount-1
 * @param trainCount number of training examples
 * @param test test examples, indexed 0 .. testCount-1
 * @param testCount number of test examples
 * @param assets assets that the network is created with
 * @param description a description for reports
 */
record BenchData(
    JavaRDD<Example> train,
    long trainCount,
    JavaRDD<Example> test,
    long testCount,
    List<Asset> assets,
    String description) {

  /** Returns prepared data, persisted on the executors. */
  static BenchData of(PreparedData prepared, String source) {
    return new BenchData(
        prepared.train().persist(StorageLevel.MEMORY_AND_DISK()),
        prepared.trainCount(),
        prepared.test().persist(StorageLevel.MEMORY_AND_DISK()),
        prepared.testCount(),
        prepared.assets(),
        "%s, %,d and %,d reviews".formatted(source, prepared.trainCount(), prepared.testCount()));
  }

  /** Returns synthetic reviews of the configured length and vocabulary size. */
  static BenchData synthetic(SparkSession spark, JobConfig config, BenchSettings effort) {
    SyntheticExamples reviews = BenchmarkType.of(config).synthetic(config);
    long train = effort.trainExamples();
    long test = effort.testExamples();
    return new BenchData(
        range(spark, 0, train, reviews),
        train,
        range(spark, train, test, reviews),
        test,
        List.of(),
        "%,d and %,d synthetic reviews".formatted(train, test));
  }

  private static JavaRDD<Example> range(
      SparkSession spark, long from, long count, SyntheticExamples reviews) {
    int partitions = JavaSparkContext.fromSparkContext(spark.sparkContext()).defaultParallelism();
    return spark
        .range(0, count, 1, partitions)
        .toJavaRDD()
        .map(
            index -> {
              Example made = reviews.example(from + index);
              return new Example(index, made.features(), made.targets());
            })
        .persist(StorageLevel.MEMORY_AND_DISK());
  }

  /** Returns the data as a workload prepares it, without facts for a report. */
  PreparedData prepared() {
    return new PreparedData(
        train, trainCount, test, testCount, assets, Optional.empty(), List.of(), List.of());
  }

  /** Returns a random sample of training examples, collected on the driver. */
  List<Example> sample(int count, long seed) {
    return train.takeSample(false, count, seed);
  }

  /** Returns data with about {@code count} training examples, evenly spaced among all of them. */
  BenchData subsampled(long count) {
    long every = Math.max(1, trainCount / count);
    JavaRDD<Example> kept =
        train
            .filter(example -> example.index() % every == 0)
            .map(
                example ->
                    new Example(example.index() / every, example.features(), example.targets()));
    return new BenchData(
        kept, (trainCount + every - 1) / every, test, testCount, assets, description);
  }
}
