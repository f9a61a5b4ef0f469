package io.sparkrnn.cli.shared;

import io.sparkrnn.blas.CoreType;
import io.sparkrnn.config.HadoopFiles;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.train.KryoSupport;
import io.sparkrnn.watch.StallDetector;
import io.sparkrnn.workload.TaskCores;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Spark session with defaults for this job, and a watch for stalls. */
public final class Session implements AutoCloseable {

  private static final String REGISTRATOR = "spark.kryo.registrator";

  private final SparkSession spark;
  private final StallDetector watch;

  private Session(SparkSession spark, StallDetector watch) {
    this.spark = spark;
    this.watch = watch;
  }

  /** Starts Spark with the submitted properties and the defaults of this job. */
  public static Session open(JobConfig config) {
    LogLevels.apply(config.logging());
    config.blas().coreType().ifPresent(pinned -> config.blas().load());
    SparkSession spark =
        SparkSession.builder()
            .config(pinned(defaults(new SparkConf()), config.blas().coreType()))
            .getOrCreate();
    // Without spark-submit, Spark sets its log levels only now.
    LogLevels.apply(config.logging());
    return new Session(spark, StallDetector.over(spark.sparkContext(), config.watch().stall()));
  }

  /** Whether Spark was built with Hive, and a metastore is configured. */
  private static boolean knowsHive() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return loader.getResource("hive-site.xml") != null
        && loader.getResource("org/apache/spark/sql/hive/HiveExternalCatalog.class") != null;
  }

  /** Adds the defaults of this job; submitted properties take precedence. */
  static SparkConf defaults(SparkConf submitted) {
    String taskCpus = submitted.get(TaskCores.PROPERTY, "1");
    SparkConf conf =
        submitted
            .setIfMissing("spark.app.name", "spark-rnn")
            .setIfMissing("spark.master", "local[*]")
            .setIfMissing("spark.ui.showConsoleProgress", "false")
            // Native code uses only the cores of its task.
            .setIfMissing("spark.executorEnv.OMP_NUM_THREADS", taskCpus)
            .setIfMissing("spark.executorEnv.OPENBLAS_NUM_THREADS", taskCpus)
            // Broadcasts are weights, which do not compress.
            .setIfMissing("spark.broadcast.compress", "false")
            // The number of replicas is that of cores, which is known once all executors are there.
            .setIfMissing("spark.scheduler.minRegisteredResourcesRatio", "1.0");
    HadoopFiles.defaults(new Configuration())
        .forEach((name, value) -> conf.setIfMissing("spark.hadoop." + name, value));
    if (knowsHive()) {
      // As spark-sql and the shells do, so that data.table finds the tables of the metastore.
      conf.setIfMissing("spark.sql.catalogImplementation", "hive");
    }
    if (conf.get("spark.serializer", "").contains("Kryo")) {
      // Spark calls every registrator in the list, so those of the user are kept.
      String given = conf.get(REGISTRATOR, "");
      String ours = KryoSupport.class.getName();
      conf.set(REGISTRATOR, given.isEmpty() ? ours : given + "," + ours);
    }
    if (conf.get("spark.master").startsWith("local")) {
      // A laptop's host name often does not resolve.
      conf.setIfMissing("spark.driver.host", "localhost")
          .setIfMissing("spark.driver.bindAddress", "127.0.0.1")
          // Weights stay in this process, and a checksum would cost time in each round.
          .setIfMissing("spark.broadcast.checksum", "false");
      if (ProgressBar.canBeDrawn()) {
        // Progress arrives with heartbeats. Only set where a bar is drawn: a heartbeat that arrives
        // while Spark is starting is logged as an error.
        conf.setIfMissing("spark.executor.heartbeatInterval", "1s");
      }
    }
    return conf;
  }

  /** Pins the executors' kernels, which they choose by their environment when they start. */
  static SparkConf pinned(SparkConf conf, Optional<CoreType> coreType) {
    coreType.ifPresent(
        type -> conf.setIfMissing("spark.executorEnv." + CoreType.VARIABLE, type.label()));
    return conf;
  }

  public SparkSession spark() {
    return spark;
  }

  public JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  public Configuration hadoop() {
    return spark.sparkContext().hadoopConfiguration();
  }

  /** Returns the number of tasks that can run at once. */
  public int slots() {
    SparkContext context = spark.sparkContext();
    return Math.max(1, context.defaultParallelism() / TaskCores.of(context));
  }

  /**
   * Stops Spark.
   *
   * @throws io.sparkrnn.watch.StalledException if jobs were canceled because they made no progress,
   *     which Spark's own exception does not say
   */
  @Override
  public void close() {
    spark.stop();
    watch.close();
  }
}
