package io.sparkrnn.cli;

import io.sparkrnn.blas.CoreType;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.train.KryoSupport;
import io.sparkrnn.watch.StallWatch;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** A Spark session with the settings that this job needs, where the user gave none. */
final class Session implements AutoCloseable {

  private static final String REGISTRATOR = "spark.kryo.registrator";

  private final SparkSession spark;
  private final StallWatch watch;

  private Session(SparkSession spark, StallWatch watch) {
    this.spark = spark;
    this.watch = watch;
  }

  static Session open(JobConfig config) {
    Logs.apply(config.logging());
    config.blas().coreType().ifPresent(pinned -> config.blas().load());
    SparkSession spark =
        SparkSession.builder()
            .config(pinned(defaults(new SparkConf()), config.blas().coreType()))
            .getOrCreate();
    // Without spark-submit, Spark sets its log levels only now.
    Logs.apply(config.logging());
    return new Session(spark, StallWatch.over(spark.sparkContext(), config.watch().stall()));
  }

  /** What spark-submit was given wins. */
  static SparkConf defaults(SparkConf submitted) {
    String taskCpus = submitted.get("spark.task.cpus", "1");
    SparkConf conf =
        submitted
            .setIfMissing("spark.app.name", "spark-rnn")
            .setIfMissing("spark.master", "local[*]")
            .setIfMissing("spark.ui.showConsoleProgress", "false")
            // A task owns its cores and native code keeps to them.
            .setIfMissing("spark.executorEnv.OMP_NUM_THREADS", taskCpus)
            .setIfMissing("spark.executorEnv.OPENBLAS_NUM_THREADS", taskCpus)
            // What is broadcast are weights, which do not compress.
            .setIfMissing("spark.broadcast.compress", "false")
            // One replica per core is counted once all executors are there.
            .setIfMissing("spark.scheduler.minRegisteredResourcesRatio", "1.0");
    if (conf.get("spark.serializer", "").contains("Kryo")) {
      // Spark calls every registrator in the list; the user's own ones stay.
      String given = conf.get(REGISTRATOR, "");
      String ours = KryoSupport.class.getName();
      conf.set(REGISTRATOR, given.isEmpty() ? ours : given + "," + ours);
    }
    if (conf.get("spark.master").startsWith("local")) {
      // A laptop's host name often does not resolve.
      conf.setIfMissing("spark.driver.host", "localhost")
          .setIfMissing("spark.driver.bindAddress", "127.0.0.1")
          // Weights go nowhere, and each round would compute a checksum of them.
          .setIfMissing("spark.broadcast.checksum", "false");
      if (ProgressBar.canBeDrawn()) {
        // Progress travels with heartbeats. Not so often without need: one that comes while Spark
        // is still starting is logged as an error.
        conf.setIfMissing("spark.executor.heartbeatInterval", "1s");
      }
    }
    return conf;
  }

  /** Executors choose their kernels when they start, by their environment. */
  static SparkConf pinned(SparkConf conf, Optional<CoreType> coreType) {
    coreType.ifPresent(
        type -> conf.setIfMissing("spark.executorEnv." + CoreType.VARIABLE, type.label()));
    return conf;
  }

  SparkSession spark() {
    return spark;
  }

  JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  Configuration hadoop() {
    return spark.sparkContext().hadoopConfiguration();
  }

  /** Tasks that can run at once. */
  int slots() {
    int taskCpus = spark.sparkContext().getConf().getInt("spark.task.cpus", 1);
    return Math.max(1, spark.sparkContext().defaultParallelism() / taskCpus);
  }

  /**
   * Stops Spark.
   *
   * @throws io.sparkrnn.watch.StalledException if what was done with it was ended because it made
   *     no progress, which Spark's own exception does not tell
   */
  @Override
  public void close() {
    spark.stop();
    watch.close();
  }
}
