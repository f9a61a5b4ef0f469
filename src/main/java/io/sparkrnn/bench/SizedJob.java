package io.sparkrnn.bench;

import io.sparkrnn.config.CheckpointSettings;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.OutputSettings.Overwrite;
import io.sparkrnn.fit.Fit;
import io.sparkrnn.fit.Fitted;
import io.sparkrnn.score.Scoring;
import io.sparkrnn.score.TextTable;
import io.sparkrnn.store.PreparedCache;
import io.sparkrnn.store.RunFolder;
import io.sparkrnn.store.TableFolder;
import io.sparkrnn.train.EpochListener;
import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.train.ResumePoint;
import io.sparkrnn.train.ResumePoints;
import io.sparkrnn.train.Training;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import io.sparkrnn.workload.sentiment.ReviewScorer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** All that {@code train} and then {@code score} do with tables, stage by stage. */
final class SizedJob {

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final Configuration hadoop;
  private final JobConfig config;
  private final int replicas;
  private final SizedTables tables;
  private final SizeNotes notes;
  private final Workload workload;

  SizedJob(SparkSession spark, JobConfig job, int replicas, SizedTables tables, SizeNotes notes) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.hadoop = context.hadoopConfiguration();
    this.config =
        tables.in(job.with(job.training().withFinish(job.training().finish().toTheEnd())));
    this.replicas = replicas;
    this.tables = tables;
    this.notes = notes;
    this.workload = Workloads.create(config, hadoop);
  }

  /** Does it; each stage so often. */
  void run(int repeats) {
    try (MemoryPeak peak = new MemoryPeak()) {
      PreparedData data = prepare(repeats);
      notes.memory(Stage.PREPARE, tables.size(), peak.next());
      MultiLayerNetwork network = train(data, repeats);
      notes.memory(Stage.TRAIN, tables.size(), peak.next());
      test(network, data, repeats);
      notes.memory(Stage.TEST, tables.size(), peak.next());
      score(network, data, repeats);
      notes.memory(Stage.SCORE, tables.size(), peak.next());
    } finally {
      forget();
      tables.forgetPrepared();
    }
  }

  private PreparedData prepare(int repeats) {
    String fingerprint = workload.fingerprint();
    PreparedCache cache = new PreparedCache(spark, config.data().cacheDir().orElseThrow());
    PreparedData kept = null;
    for (int repeat = 0; repeat < repeats; repeat++) {
      forget();
      tables.forgetPrepared();
      Stopwatch watch = new Stopwatch();
      kept = cache.keep(fingerprint, workload.prepare(spark));
      time(Stage.PREPARE, kept.trainCount() + kept.testCount(), watch);
    }
    return kept;
  }

  /** Drops what a preparation left in memory, which the next one must not find. */
  private void forget() {
    Set.copyOf(context.getPersistentRDDs().values()).forEach(rdd -> rdd.unpersist(true));
  }

  private MultiLayerNetwork train(PreparedData data, int epochs) {
    Fit fit = fit(epochs);
    try (RunFolder run =
        RunFolder.claim(tables.scratch().place("runs"), "run", Overwrite.REPLACE, hadoop)) {
      Timed timed = new Timed(data, run.checkpoints(new CheckpointSettings(1, 1), Map.of()));
      Fitted fitted = fit.run(data, timed, timed);
      return fitted.network();
    }
  }

  private Fit fit(int epochs) {
    return new Fit(context, Variants.withEpochs(config, epochs), workload, replicas);
  }

  private void test(MultiLayerNetwork network, PreparedData data, int repeats) {
    Fit fit = fit(1);
    for (int repeat = 0; repeat < repeats; repeat++) {
      Stopwatch watch = new Stopwatch();
      Metrics judged = fit.test(network, data);
      judged.scores();
      judged.exhibits();
      time(Stage.TEST, judged.count(), watch);
    }
  }

  private void score(MultiLayerNetwork network, PreparedData data, int repeats) {
    ReviewScorer scorer = ReviewScorer.of(config, network, data.assets());
    for (int repeat = 0; repeat < repeats; repeat++) {
      TableFolder out =
          TableFolder.claim(tables.scratch().place("scored"), Overwrite.REPLACE, hadoop);
      context.setJobGroup("spark-rnn", "scoring");
      Stopwatch watch = new Stopwatch();
      Dataset<Row> rows =
          TextTable.read(spark, tables.testPlace(), TextTable.Kind.PARQUET, SizedTables.TEXT);
      TextTable.Count count = TextTable.count(rows, SizedTables.TEXT);
      Dataset<Row> scored =
          Scoring.ofReviews(SizedTables.TEXT)
              .score(TextTable.withText(rows, SizedTables.TEXT), scorer);
      out.write(scored, "parquet", Map.of());
      time(Stage.SCORE, count.withText(), watch);
    }
    tables.scratch().delete("scored");
  }

  private void time(Stage stage, long examples, Stopwatch watch) {
    notes.time(stage, tables.size(), examples, watch.seconds());
  }

  /** Times the parts of a training as it goes on. */
  private final class Timed implements Fit.Audience, EpochListener, ResumePoints {

    private final PreparedData data;
    private final ResumePoints checkpoints;
    private final Stopwatch sinceBegin = new Stopwatch();
    private boolean begun;
    private long lastEpoch;

    Timed(PreparedData data, ResumePoints checkpoints) {
      this.data = data;
      this.checkpoints = checkpoints;
    }

    @Override
    public List<EpochListener> of(Training training) {
      // Else the first validation would deal out its part, and look slower than the others.
      training.validation().rdd().count();
      return List.of(this);
    }

    @Override
    public List<EpochListener> ofRefit(Training training) {
      throw new IllegalStateException("no refit was asked for");
    }

    @Override
    public void epochStarted(int epoch) {
      if (!begun) {
        time(Stage.DEAL, data.trainCount(), sinceBegin);
        begun = true;
      }
    }

    @Override
    public void epochEnded(EpochRecord record, MultiLayerNetwork network) {
      lastEpoch = record.ledger().used();
      notes.time(Stage.TRAIN, tables.size(), lastEpoch, record.trainSeconds());
      long validation = data.trainCount() - lastEpoch;
      if (validation > 0) {
        notes.time(Stage.VALIDATE, tables.size(), validation, record.validationSeconds());
      }
    }

    @Override
    public Optional<ResumePoint> last() {
      return checkpoints.last();
    }

    @Override
    public void reached(Supplier<ResumePoint> point) {
      Stopwatch watch = new Stopwatch();
      checkpoints.reached(point);
      time(Stage.CHECKPOINT, lastEpoch, watch);
    }
  }
}
