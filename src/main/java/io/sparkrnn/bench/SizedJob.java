package io.sparkrnn.bench;

import io.sparkrnn.config.CheckpointSettings;
import io.sparkrnn.config.CsvDialect;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.OutputSettings.Overwrite;
import io.sparkrnn.fit.Fit;
import io.sparkrnn.score.Scoring;
import io.sparkrnn.score.TextTable;
import io.sparkrnn.score.TextTable.Format;
import io.sparkrnn.store.AtomicFolder;
import io.sparkrnn.store.Checkpoints;
import io.sparkrnn.store.PreparedCache;
import io.sparkrnn.store.RunFolder;
import io.sparkrnn.train.EpochListener;
import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.train.Training;
import io.sparkrnn.train.TrainingState;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.TextClassificationType;
import io.sparkrnn.workload.TextScorer;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Measures all that {@code train} and then {@code score} do with tables, stage by stage. */
final class SizedJob {

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final Configuration hadoop;
  private final JobConfig config;
  private final int replicas;
  private final SizedTables tables;
  private final SizeMeasurements notes;
  private final Workload workload;

  SizedJob(
      SparkSession spark, JobConfig job, int replicas, SizedTables tables, SizeMeasurements notes) {
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

  /** Runs the job, with a number of measurements of each stage. */
  void run(int repeats) {
    try (MemoryMonitor peak = new MemoryMonitor()) {
      PreparedData data = prepare(repeats);
      notes.memory(JobStage.PREPARE, tables.size(), peak.next());
      MultiLayerNetwork network = train(data, repeats);
      notes.memory(JobStage.TRAIN, tables.size(), peak.next());
      test(network, data, repeats);
      notes.memory(JobStage.TEST, tables.size(), peak.next());
      score(network, data, repeats);
      notes.memory(JobStage.SCORE, tables.size(), peak.next());
    } finally {
      PreparationSpeed.unpersistAll(context);
      tables.deletePrepared();
    }
  }

  private PreparedData prepare(int repeats) {
    String fingerprint = workload.fingerprint();
    PreparedCache cache =
        new PreparedCache(
            spark, config.data().cacheDir().orElseThrow(), workload.metadataDecoder());
    PreparedData kept = null;
    for (int repeat = 0; repeat < repeats; repeat++) {
      PreparationSpeed.unpersistAll(context);
      tables.deletePrepared();
      Stopwatch watch = new Stopwatch();
      kept = cache.keep(fingerprint, workload.prepare(spark));
      time(JobStage.PREPARE, kept.trainCount() + kept.testCount(), watch);
    }
    return kept;
  }

  private MultiLayerNetwork train(PreparedData data, int epochs) {
    Fit fit = fit(epochs);
    try (RunFolder run =
        RunFolder.claim(tables.scratch().place("runs"), "run", Overwrite.REPLACE, hadoop)) {
      Timed timed = new Timed(data, run.checkpoints(new CheckpointSettings(1, 1), Map.of()));
      return fit.run(data, timed).network();
    }
  }

  private Fit fit(int epochs) {
    return new Fit(context, config.with(config.training().withEpochs(epochs)), workload, replicas);
  }

  private void test(MultiLayerNetwork network, PreparedData data, int repeats) {
    Fit fit = fit(1);
    for (int repeat = 0; repeat < repeats; repeat++) {
      Stopwatch watch = new Stopwatch();
      Metrics judged = fit.test(network, data);
      judged.scores();
      judged.figures();
      time(JobStage.TEST, judged.count(), watch);
    }
  }

  private void score(MultiLayerNetwork network, PreparedData data, int repeats) {
    TextScorer scorer =
        Workloads.require(TextClassificationType.class, config.workload(), "the benchmark is")
            .scorer(config, network, data.assets());
    for (int repeat = 0; repeat < repeats; repeat++) {
      try (AtomicFolder out =
          AtomicFolder.claim(tables.scratch().place("scored"), Overwrite.REPLACE, hadoop)) {
        context.setJobGroup("spark-rnn", "scoring");
        Stopwatch watch = new Stopwatch();
        Dataset<Row> rows =
            TextTable.read(
                spark, tables.testUri(), Format.PARQUET, CsvDialect.RFC_4180, SizedTables.TEXT);
        TextTable.Count count = TextTable.count(rows, SizedTables.TEXT);
        Dataset<Row> scored =
            Scoring.ofClasses(SizedTables.TEXT, scorer.classes(), Scoring.ArrayColumns.ADDED)
                .score(TextTable.withText(rows, SizedTables.TEXT), scorer);
        out.write(scored, "parquet", Map.of());
        out.publish();
        time(JobStage.SCORE, count.withText(), watch);
      }
    }
    tables.scratch().delete("scored");
  }

  private void time(JobStage stage, long examples, Stopwatch watch) {
    notes.time(stage, tables.size(), examples, watch.seconds());
  }

  /** Measures the stages of a training while it runs. */
  private final class Timed implements Fit.ListenerFactory, EpochListener {

    private final PreparedData data;
    private final Checkpoints checkpoints;
    private final Stopwatch sinceBegin = new Stopwatch();
    private boolean begun;
    private long lastEpoch;

    Timed(PreparedData data, Checkpoints checkpoints) {
      this.data = data;
      this.checkpoints = checkpoints;
    }

    @Override
    public List<EpochListener> of(Training training) {
      // Otherwise the first validation would include the assignment of its split to shards.
      training.validation().load();
      return List.of(this);
    }

    @Override
    public List<EpochListener> ofRefit(Training training) {
      throw new IllegalStateException("no refit was asked for");
    }

    @Override
    public void epochStarted(int epoch) {
      if (!begun) {
        time(JobStage.DEAL, data.trainCount(), sinceBegin);
        begun = true;
      }
    }

    @Override
    public void epochEnded(EpochRecord record, MultiLayerNetwork network) {
      lastEpoch = record.ledger().used();
      notes.time(JobStage.TRAIN, tables.size(), lastEpoch, record.trainSeconds());
      long validation = data.trainCount() - lastEpoch;
      if (validation > 0) {
        notes.time(JobStage.VALIDATE, tables.size(), validation, record.validationSeconds());
      }
    }

    @Override
    public void resumable(Supplier<TrainingState> state) {
      Stopwatch watch = new Stopwatch();
      checkpoints.resumable(state);
      time(JobStage.CHECKPOINT, lastEpoch, watch);
    }
  }
}
