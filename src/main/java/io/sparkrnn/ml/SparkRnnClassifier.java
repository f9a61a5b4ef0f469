package io.sparkrnn.ml;

import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.ResolvedConfig;
import io.sparkrnn.data.review.ClassSettings;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.fit.Fit;
import io.sparkrnn.fit.FitResult;
import io.sparkrnn.store.ModelBundle;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.TextClassificationType;
import io.sparkrnn.workload.Workload;
import io.sparkrnn.workload.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Spark ML estimator that trains a recurrent network on a column of texts and a column of labels, 0
 * or 1; with the setting {@code data.labels.classes = found} or {@code listed} the indices of any
 * number of classes, from 0, as {@code StringIndexer} makes them. It trains like the subcommand
 * {@code train}: replicas on the executors, whose weights are averaged. Settings without a param
 * are set with {@link #setSettings}, as with {@code --set}.
 */
public final class SparkRnnClassifier extends Estimator<SparkRnnModel> implements MLWritable {

  private static final long serialVersionUID = 1L;

  private final String uid;
  private final ColumnParams columns;
  private final Param<String> label;
  private final StringArrayParam settings;
  private final IntParam epochs;
  private final DoubleParam learningRate;
  private final IntParam hiddenSize;
  private final LongParam seed;

  /** Creates a classifier with a random uid. */
  public SparkRnnClassifier() {
    this(Identifiable$.MODULE$.randomUID("sparkRnn"));
  }

  /** Creates a classifier with the given uid. */
  public SparkRnnClassifier(String uid) {
    this.uid = uid;
    columns = new ColumnParams(this);
    label = new Param<>(this, "labelCol", "column of labels, indices of classes from 0");
    settings = new StringArrayParam(this, "settings", "settings of the job, each key=value");
    epochs =
        new IntParam(this, "epochs", "passes over the training rows; not set: training.epochs");
    learningRate =
        new DoubleParam(
            this,
            "learningRate",
            "initial learning rate of the schedule; not set: training.learning-rate");
    hiddenSize =
        new IntParam(
            this, "hiddenSize", "units of the recurrent layer; not set: model.hidden-size");
    seed = new LongParam(this, "seed", "seed of every random choice; not set: seed");
    columns.setDefaults(this);
    setDefault(label, "label");
    setDefault(settings, new String[0]);
  }

  @Override
  public String uid() {
    return uid;
  }

  public SparkRnnClassifier setTextCol(String column) {
    return with(columns.text, column);
  }

  public SparkRnnClassifier setLabelCol(String column) {
    return with(label, column);
  }

  public SparkRnnClassifier setRawPredictionCol(String column) {
    return with(columns.raw, column);
  }

  public SparkRnnClassifier setProbabilityCol(String column) {
    return with(columns.probability, column);
  }

  public SparkRnnClassifier setPredictionCol(String column) {
    return with(columns.prediction, column);
  }

  /** Sets settings of the job as {@code key=value}; a param takes precedence over its setting. */
  public SparkRnnClassifier setSettings(String... assignments) {
    return with(settings, assignments.clone());
  }

  public SparkRnnClassifier setEpochs(int count) {
    return with(epochs, count);
  }

  public SparkRnnClassifier setLearningRate(double rate) {
    return with(learningRate, rate);
  }

  public SparkRnnClassifier setHiddenSize(int units) {
    return with(hiddenSize, units);
  }

  public SparkRnnClassifier setSeed(long value) {
    return with(seed, value);
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

  public Param<String> labelCol() {
    return label;
  }

  public StringArrayParam settings() {
    return settings;
  }

  /** Returns the param, for use in a parameter grid. */
  public IntParam epochs() {
    return epochs;
  }

  public DoubleParam learningRate() {
    return learningRate;
  }

  public IntParam hiddenSize() {
    return hiddenSize;
  }

  public LongParam seed() {
    return seed;
  }

  private <T> SparkRnnClassifier with(Param<T> param, T value) {
    set(param, value);
    return this;
  }

  @Override
  public SparkRnnModel fit(Dataset<?> rows) {
    transformSchema(rows.schema());
    ResolvedConfig config = config();
    JobConfig job = config.job();
    Dataset<Row> reviews =
        rows.select(
            functions.col(getOrDefault(columns.text)),
            functions.col(getOrDefault(label)).cast(DataTypes.DoubleType));
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext());
    Workload workload =
        classification(job)
            .create(job, new DatasetReviews(reviews, classNames(job, rows.schema(), reviews)));
    PreparedData data = workload.prepare(rows.sparkSession());
    int replicas =
        job.training().replicas().orElseGet(() -> Math.max(1, context.defaultParallelism()));
    FitResult fitted =
        new Fit(context, job, workload, replicas).run(data, Fit.ListenerFactory.NONE);
    ModelBundle bundle =
        new ModelBundle(
            fitted.network(),
            data.assets(),
            config.render(),
            "{\"spark_ml\": \"%s\"}%n".formatted(uid));
    SparkRnnModel model = new SparkRnnModel(uid, bundle, job, fitted.outcome().history());
    return copyValues(model.setParent(this), ParamMap.empty());
  }

  /**
   * Returns the names of the classes by index; empty: negative and positive. Of classes that are
   * found, the names are those that the label column has in its metadata, as {@code StringIndexer}
   * writes them, else the numbers up to the largest label.
   */
  private List<String> classNames(JobConfig job, StructType schema, Dataset<Row> reviews) {
    ClassSettings wanted = classification(job).classes(job);
    return switch (wanted.kind()) {
      case BINARY -> List.of();
      case LISTED -> wanted.names();
      case FOUND -> {
        List<String> named = names(Attribute.fromStructField(schema.apply(getOrDefault(label))));
        yield bounded(named.isEmpty() ? numbers(reviews, wanted.most()) : named, wanted.most());
      }
    };
  }

  private static List<String> names(Attribute attribute) {
    return attribute instanceof NominalAttribute nominal && nominal.values().isDefined()
        ? List.of(nominal.values().get())
        : List.of();
  }

  private static List<String> numbers(Dataset<Row> reviews, int most) {
    Row largest = reviews.agg(functions.max(reviews.columns()[1])).first();
    double last = largest.isNullAt(0) ? 1 : largest.getDouble(0);
    return IntStream.rangeClosed(0, (int) Math.max(1, Math.min(last, most)))
        .mapToObj(Integer::toString)
        .toList();
  }

  private List<String> bounded(List<String> names, int most) {
    if (names.size() > most) {
      throw new BadDataException(
          "the column '%s' has labels of more than %,d classes (data.labels.max-classes); does it hold indices of classes?"
              .formatted(getOrDefault(label), most));
    }
    return names;
  }

  private ResolvedConfig config() {
    List<String> assignments = new ArrayList<>(List.of(getOrDefault(settings)));
    add(assignments, "training.epochs", epochs);
    add(assignments, "training.learning-rate", learningRate);
    add(assignments, "model.hidden-size", hiddenSize);
    add(assignments, "seed", seed);
    ResolvedConfig config =
        ConfigLoader.ofProcess(Workloads.settings()).load(List.of(), assignments);
    classification(config.job());
    return config;
  }

  private static TextClassificationType classification(JobConfig job) {
    return Workloads.require(TextClassificationType.class, job.workload(), "a text classifier is");
  }

  private void add(List<String> assignments, String key, Param<?> param) {
    if (isSet(param)) {
      assignments.add(key + "=" + getOrDefault(param));
    }
  }

  @Override
  public StructType transformSchema(StructType schema) {
    ScoringColumns read = columns.of(this);
    StructType scored = read.schema(schema);
    if (!List.of(schema.fieldNames()).contains(getOrDefault(label))) {
      throw new BadDataException(
          "the DataFrame has no column '%s' for labels, there are %s"
              .formatted(getOrDefault(label), String.join(", ", schema.fieldNames())));
    }
    return scored;
  }

  @Override
  public SparkRnnClassifier copy(ParamMap extra) {
    return (SparkRnnClassifier) defaultCopy(extra);
  }

  @Override
  public MLWriter write() {
    return new DefaultParamsWriter(this);
  }

  /** Returns a reader of what {@link #write} wrote. */
  public static MLReader<SparkRnnClassifier> read() {
    return new DefaultParamsReader<>();
  }

  /** Loads a saved classifier. */
  public static SparkRnnClassifier load(String path) {
    return read().load(path);
  }
}
