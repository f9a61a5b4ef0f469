package io.sparkrnn.bench;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.PreparedData;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * The examples that training and scoring are measured on.
 *
 * @param train indexed 0 .. trainCount-1
 * @param test indexed 0 .. testCount-1
 * @param assets that the network is made with
 * @param description for people
 */
record BenchData(
    JavaRDD<Example> train,
    long trainCount,
    JavaRDD<Example> test,
    long testCount,
    List<Asset> assets,
    String description) {

  static BenchData of(PreparedData prepared, String source) {
    return new BenchData(
        prepared.train().persist(StorageLevel.MEMORY_AND_DISK()),
        prepared.trainCount(),
        prepared.test().persist(StorageLevel.MEMORY_AND_DISK()),
        prepared.testCount(),
        prepared.assets(),
        "%s, %,d and %,d reviews".formatted(source, prepared.trainCount(), prepared.testCount()));
  }

  /** Made-up reviews of the configured size. */
  static BenchData synthetic(SparkSession spark, JobConfig config, Effort effort) {
    SyntheticReviews reviews =
        new SyntheticReviews(config.text().vocabularySize(), config.text().length(), config.seed());
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
      SparkSession spark, long from, long count, SyntheticReviews reviews) {
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

  /** Training examples drawn at random, in random order, to be held in one place. */
  List<Example> some(int count, long seed) {
    return train.takeSample(false, count, seed);
  }

  /** Every so many-th training example, so that there are about {@code count} of them. */
  BenchData thinned(long count) {
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
