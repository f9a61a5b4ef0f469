package io.sparkrnn.ml;

import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.store.ModelBundle;
import io.sparkrnn.store.RunJournal;
import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.workload.TextClasses;
import io.sparkrnn.workload.TextClassificationType;
import io.sparkrnn.workload.TextScorer;
import io.sparkrnn.workload.Workloads;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * Spark ML model of a trained network: adds columns of log-odds, probabilities and predictions, as
 * Spark's own classifiers do. For rows without a text, these columns are null.
 */
public final class SparkRnnModel extends Model<SparkRnnModel> implements MLWritable {

  private static final long serialVersionUID = 1L;

  private final String uid;
  private final transient ModelBundle bundle;
  private final transient JobConfig config;
  private final transient List<EpochRecord> history;
  private final TextScorer scorer;
  private final ColumnParams columns;

  SparkRnnModel(String uid, ModelBundle bundle, JobConfig config, List<EpochRecord> history) {
    this.uid = uid;
    this.bundle = bundle;
    this.config = config;
    this.history = List.copyOf(history);
    this.scorer =
        Workloads.require(TextClassificationType.class, config.workload(), "the model is")
            .scorer(config, bundle.network(), bundle.assets());
    this.columns = new ColumnParams(this);
    columns.setDefaults(this);
  }

  /**
   * Reads the model of a run that the subcommand {@code train} has published.
   *
   * @param location a run's folder or its model folder, local or any Hadoop URI
   */
  public static SparkRnnModel ofRun(String location) {
    ModelBundle read = ModelBundle.read(location, ConfigLoader.hadoopOfProcess());
    return new SparkRnnModel(
        Identifiable$.MODULE$.randomUID("sparkRnn"), read, config(location), List.of());
  }

  @Override
  public String uid() {
    return uid;
  }

  ModelBundle bundle() {
    return bundle;
  }

  public SparkRnnModel setTextCol(String column) {
    return with(columns.text, column);
  }

  public SparkRnnModel setRawPredictionCol(String column) {
    return with(columns.raw, column);
  }

  public SparkRnnModel setProbabilityCol(String column) {
    return with(columns.probability, column);
  }

  public SparkRnnModel setPredictionCol(String column) {
    return with(columns.prediction, column);
  }

  /** Returns the param of {@link #setTextCol}; Spark ML finds params by such methods. */
  public Param<String> textCol() {
    return columns.text;
  }

  public Param<String> rawPredictionCol() {
    return columns.raw;
  }

  public Param<String> probabilityCol() {
    return columns.probability;
  }

  public Param<String> predictionCol() {
    return columns.prediction;
  }

  private SparkRnnModel with(Param<String> param, String value) {
    set(param, value);
    return this;
  }

  /** Returns the number of classes, which is the length of the vectors. */
  public int numClasses() {
    return scorer.classes().count();
  }

  /**
   * Returns the epochs of the training that made this model, in order; with {@code training.refit},
   * those with a validation split. Empty for a model that was read, as Spark's own models have no
   * summary then.
   */
  public List<EpochRecord> history() {
    return history;
  }

  /** Returns the epochs of {@link #history} as JSON, in the lines of a run's metrics.jsonl. */
  public List<String> historyJson() {
    return history.stream().map(RunJournal::metricsLine).toList();
  }

  /** Returns the names of the classes, in the order of predictions and vectors. */
  public List<String> classes() {
    return scorer.classes().names();
  }

  /**
   * Returns for each text the probability that it is positive.
   *
   * @throws ConfigurationException if the model has other classes; see {@link #classProbabilities}
   */
  public float[] probabilities(List<String> texts) {
    if (!scorer.classes().isBinary()) {
      throw new ConfigurationException(
          "the model has the classes %s, not positive and negative; call classProbabilities"
              .formatted(TextClasses.shown(classes(), 10)));
    }
    float[][] outputs = scorer.outputs(texts);
    float[] positive = new float[outputs.length];
    for (int i = 0; i < positive.length; i++) {
      positive[i] = outputs[i][0];
    }
    return positive;
  }

  /** Returns for each text the probability of each class, [texts, classes]. */
  public double[][] classProbabilities(List<String> texts) {
    return Arrays.stream(scorer.outputs(texts))
        .map(scorer.classes()::probabilities)
        .toArray(double[][]::new);
  }

  @Override
  public Dataset<Row> transform(Dataset<?> rows) {
    ScoringColumns read = columns.of(this);
    read.schema(rows.schema());
    return read.scoring(scorer.classes()).score(rows.toDF(), scorer);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return columns.of(this).schema(schema);
  }

  @Override
  public SparkRnnModel copy(ParamMap extra) {
    SparkRnnModel copy = new SparkRnnModel(uid, bundle, config, history);
    copy.setParent(parent());
    return copyValues(copy, extra);
  }

  @Override
  public MLWriter write() {
    return new Writer(this);
  }

  /** Returns a reader of what {@link #write} wrote. */
  public static MLReader<SparkRnnModel> read() {
    return new Reader();
  }

  /** Loads a saved model. */
  public static SparkRnnModel load(String path) {
    return read().load(path);
  }

  /** Returns the settings that a model was trained with. */
  private static JobConfig config(String location) {
    Configuration hadoop = ConfigLoader.hadoopOfProcess();
    return ConfigLoader.ofProcess(Workloads.settings())
        .load(List.of(ModelBundle.configurationFile(location, hadoop)), List.of())
        .job();
  }

  /** Writes Spark ML's folder {@code metadata}, and beside it {@code model}, as a run has it. */
  private static final class Writer extends MLWriter {

    private final SparkRnnModel model;

    Writer(SparkRnnModel model) {
      this.model = model;
    }

    @Override
    public void saveImpl(String path) {
      DefaultParamsWriter$.MODULE$.saveMetadata(model, path, sc(), Option.empty(), Option.empty());
      model.bundle().write(path, sc().hadoopConfiguration());
    }
  }

  /** Reads a model. */
  private static final class Reader extends MLReader<SparkRnnModel> {

    @Override
    public SparkRnnModel load(String path) {
      DefaultParamsReader.Metadata metadata =
          DefaultParamsReader$.MODULE$.loadMetadata(path, sc(), SparkRnnModel.class.getName());
      SparkRnnModel model =
          new SparkRnnModel(
              metadata.uid(),
              ModelBundle.read(path, sc().hadoopConfiguration()),
              config(path),
              List.of());
      metadata.getAndSetParams(model, Option.empty());
      return model;
    }
  }
}
