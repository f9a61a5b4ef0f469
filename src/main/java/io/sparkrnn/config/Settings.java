package io.sparkrnn.config;

import static io.sparkrnn.config.Setting.choice;
import static io.sparkrnn.config.Setting.decimal;
import static io.sparkrnn.config.Setting.flag;
import static io.sparkrnn.config.Setting.path;
import static io.sparkrnn.config.Setting.share;
import static io.sparkrnn.config.Setting.text;
import static io.sparkrnn.config.Setting.texts;
import static io.sparkrnn.config.Setting.whole;

import io.sparkrnn.blas.CoreType;
import io.sparkrnn.config.AveragingSettings.Strategy;
import io.sparkrnn.config.AveragingSettings.Weighting;
import io.sparkrnn.config.DataSettings.BadRowPolicy;
import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.config.DataSettings.Unlabelled;
import io.sparkrnn.config.DataSettings.ValidationSplit;
import io.sparkrnn.config.FinishSettings.Keep;
import io.sparkrnn.config.FinishSettings.WeightAveraging;
import io.sparkrnn.config.LoggingSettings.Level;
import io.sparkrnn.config.ModelSettings.Activation;
import io.sparkrnn.config.ModelSettings.DroppedWord;
import io.sparkrnn.config.ModelSettings.EmbeddingStart;
import io.sparkrnn.config.ModelSettings.Layer;
import io.sparkrnn.config.ModelSettings.Precision;
import io.sparkrnn.config.ModelSettings.RecurrentStart;
import io.sparkrnn.config.ModelsSettings.Rule;
import io.sparkrnn.config.OutputSettings.Overwrite;
import io.sparkrnn.config.TextSettings.LowerCase;
import io.sparkrnn.config.TextSettings.Side;
import io.sparkrnn.config.TrainingSettings.Batches;
import io.sparkrnn.config.TrainingSettings.Optimizer;
import io.sparkrnn.config.TrainingSettings.Schedule;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Every key that all workloads share and what may stand at it; {@code reference.conf} says what it
 * is for.
 */
final class Settings {

  /** The largest whole number that JSON readers and HOCON keep exactly. */
  private static final long LARGEST_SEED = 1L << 53;

  private static final Pattern NAME_OF_RUN = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

  static final Setting<String> WORKLOAD = text("workload");
  static final Setting<Long> SEED = whole("seed", 0, LARGEST_SEED);

  static final Setting<Optional<String>> DATA_PATH = path("data.path");
  static final Setting<SourceKind> DATA_SOURCE = choice("data.source", SourceKind.class);
  static final Setting<Optional<String>> TEST_PATH = path("data.test-path");
  static final Setting<Double> TEST_FRACTION =
      decimal("data.test-fraction", "a number above 0 and below 1", x -> x > 0 && x < 1);
  static final Setting<String> TEXT_COLUMN = text("data.text-column");
  static final Setting<String> LABEL_COLUMN = text("data.label-column");
  static final Setting<List<String>> POSITIVE_LABELS = texts("data.labels.positive");
  static final Setting<List<String>> NEGATIVE_LABELS = texts("data.labels.negative");
  static final Setting<Optional<String>> WORD_INDEX = path("data.word-index");
  static final Setting<Unlabelled> UNLABELLED = choice("data.unlabelled", Unlabelled.class);
  static final Setting<BadRowPolicy> ON_BAD_ROW = choice("data.on-bad-row", BadRowPolicy.class);
  static final Setting<Optional<String>> CACHE_DIR = path("data.cache-dir");
  static final Setting<Double> VALIDATION_FRACTION = share("data.validation.fraction");
  static final Setting<ValidationSplit> VALIDATION_SPLIT =
      choice("data.validation.split", ValidationSplit.class);

  static final Setting<LowerCase> LOWER_CASE = choice("text.lower-case", LowerCase.class);
  static final Setting<Long> VOCABULARY_SIZE = whole("text.vocabulary-size", 4, 1_000_000);
  static final Setting<Optional<String>> VOCABULARY_FILE = path("text.vocabulary-file");
  static final Setting<Long> LENGTH = whole("text.length", 1, 100_000);
  static final Setting<Side> PADDING = choice("text.padding", Side.class);
  static final Setting<Side> TRUNCATING = choice("text.truncating", Side.class);

  static final Setting<Long> EMBEDDING_SIZE = whole("model.embedding-size", 1, 65_536);
  static final Setting<Long> HIDDEN_SIZE = whole("model.hidden-size", 1, 65_536);
  static final Setting<Activation> ACTIVATION = choice("model.activation", Activation.class);
  static final Setting<RecurrentStart> RECURRENT_START =
      choice("model.recurrent-start", RecurrentStart.class);
  static final Setting<Double> RECURRENT_GAIN =
      decimal("model.recurrent-gain", "a number above 0 and at most 10", x -> x > 0 && x <= 10);
  static final Setting<Double> EMBEDDING_RANGE =
      decimal("model.embedding-range", "a number above 0 and at most 1", x -> x > 0 && x <= 1);
  static final Setting<EmbeddingStart> EMBEDDING_START =
      choice("model.embedding-start", EmbeddingStart.class);
  static final Setting<Double> LSA_RMS =
      decimal("model.lsa-rms", "a number above 0 and at most 1", x -> x > 0 && x <= 1);
  static final Setting<Double> WORD_DROPOUT = share("model.word-dropout");
  static final Setting<Double> WORD_DROPOUT_FALL =
      decimal("model.word-dropout-fall", "a number from 0 to 1", x -> x >= 0 && x <= 1);
  static final Setting<DroppedWord> WORD_DROPOUT_AS =
      choice("model.word-dropout-as", DroppedWord.class);
  static final Setting<Double> INPUT_DROPOUT = share("model.input-dropout");
  static final Setting<Double> OUTPUT_DROPOUT = share("model.output-dropout");
  static final Setting<Boolean> MASK_PADDING = flag("model.mask-padding");
  static final Setting<Layer> LAYER = choice("model.layer", Layer.class);
  static final Setting<Precision> PRECISION = choice("model.precision", Precision.class);

  static final Setting<Long> EPOCHS = whole("training.epochs", 1, 100_000);
  static final Setting<Long> REPLICAS = whole("training.replicas", 0, 10_000);
  static final Setting<Long> BATCH_SIZE = whole("training.batch-size", 1, 1_000_000);
  static final Setting<Batches> BATCHES = choice("training.batches", Batches.class);
  static final Setting<Optimizer> OPTIMIZER = choice("training.optimizer", Optimizer.class);
  static final Setting<Double> ADAM_BETA2 =
      decimal("training.adam-beta2", "a number above 0 and below 1", x -> x > 0 && x < 1);
  static final Setting<Double> LEARNING_RATE =
      decimal("training.learning-rate", "a number above 0 and at most 10", x -> x > 0 && x <= 10);
  static final Setting<Schedule> SCHEDULE =
      choice("training.learning-rate-schedule", Schedule.class);
  static final Setting<Long> WARM_UP_EXAMPLES =
      whole("training.warm-up-examples", 0, 1_000_000_000_000L);
  static final Setting<Double> CLIP_NORM =
      decimal("training.clip-norm", "a number of 0 or more", x -> x >= 0);
  static final Setting<Double> WEIGHT_DECAY =
      decimal("training.weight-decay", "a number from 0 to 1", x -> x >= 0 && x <= 1);
  static final Setting<Double> LABEL_SMOOTHING = share("training.label-smoothing");
  static final Setting<Long> EARLY_STOPPING = whole("training.early-stopping", 0, 100_000);
  static final Setting<Keep> KEEP = choice("training.keep", Keep.class);
  static final Setting<Boolean> REFIT = flag("training.refit");
  static final Setting<WeightAveraging> WEIGHT_AVERAGING =
      choice("training.weight-averaging.kind", WeightAveraging.class);
  static final Setting<Double> WEIGHT_AVERAGING_FROM = share("training.weight-averaging.from");
  static final Setting<Double> HALF_LIFE =
      decimal(
          "training.weight-averaging.half-life",
          "a number above 0 and at most 1000",
          x -> x > 0 && x <= 1000);
  static final Setting<Long> ROLLBACK_LIMIT = whole("training.rollback.limit", 0, 100);
  static final Setting<Double> LOSS_JUMP = share("training.rollback.loss-jump");
  static final Setting<Double> RATE_FACTOR =
      decimal("training.rollback.rate-factor", "a number above 0 and below 1", x -> x > 0 && x < 1);

  static final Setting<Strategy> AVERAGING_STRATEGY = choice("averaging.strategy", Strategy.class);
  static final Setting<Long> AVERAGINGS_PER_EPOCH = whole("averaging.per-epoch", 1, 1_000_000);
  static final Setting<Long> AVERAGE_EVERY_BATCHES =
      whole("averaging.every-batches", 0, Integer.MAX_VALUE);
  static final Setting<Long> AVERAGE_LAST_EVERY_BATCHES =
      whole("averaging.last-every-batches", 0, Integer.MAX_VALUE);
  static final Setting<Double> AVERAGING_MOMENTUM = share("averaging.momentum");
  static final Setting<Double> OUTER_RATE =
      decimal("averaging.outer-rate", "a number above 0 and at most 10", x -> x > 0 && x <= 10);
  static final Setting<Double> RATE_EXPONENT =
      decimal("averaging.rate-exponent", "a number from 0 to 1", x -> x >= 0 && x <= 1);
  static final Setting<Weighting> AVERAGING_WEIGHTING =
      choice("averaging.weighting", Weighting.class);

  static final Setting<Long> CHECKPOINT_EVERY = whole("checkpoint.every-epochs", 0, 100_000);
  static final Setting<Long> CHECKPOINTS_KEPT = whole("checkpoint.keep", 1, 1_000);

  static final Setting<Long> STALL_SECONDS = whole("watch.stall-seconds", 0, 1_000_000);

  static final Setting<Optional<CoreType>> CORE_TYPE =
      new Setting<>("blas.core-type", new CoreTypeName());

  static final Setting<Long> EVALUATION_BATCH_SIZE = whole("evaluation.batch-size", 1, 1_000_000);
  static final Setting<Long> EXAMPLES_SHOWN = whole("evaluation.examples-shown", 0, 1_000);
  static final Setting<Optional<String>> AGAINST = path("evaluation.against");

  static final Setting<String> OUTPUT_DIR = text("output.dir");
  static final Setting<Overwrite> OVERWRITE = choice("output.overwrite", Overwrite.class);
  static final Setting<Optional<String>> RUN_ID =
      new Setting<>(
          "run.id",
          new OptionalText(
              "at most 100 letters, digits, '.', '_' and '-', the first not '.', or \"\"",
              NAME_OF_RUN.asMatchPredicate()));

  static final Setting<PreflightMode> PREFLIGHT = choice("preflight", PreflightMode.class);
  static final Setting<Optional<String>> MODELS_DIR = path("models.dir");
  static final Setting<Optional<String>> START_FROM =
      Setting.optionalText("models.start-from", "\"current\", a path, a URI or \"\"");
  static final Setting<Rule> PROMOTION_RULE = choice("models.promotion.rule", Rule.class);
  static final Setting<Double> PROMOTION_FLOOR = share("models.promotion.floor");
  static final Setting<Double> PROMOTION_P_VALUE =
      decimal("models.promotion.p-value", "a number above 0 and at most 1", x -> x > 0 && x <= 1);
  static final Setting<Double> PROMOTION_MIN_GAIN = share("models.promotion.min-gain");
  static final Setting<Long> GATE_MIN_EXAMPLES =
      whole("models.gate.min-examples", 0, 1_000_000_000_000L);
  static final Setting<Double> GATE_LABEL_SHIFT = part("models.gate.max-label-shift");
  static final Setting<Double> GATE_LENGTH_SHIFT = part("models.gate.max-length-shift");
  static final Setting<Double> GATE_WORD_SHIFT = part("models.gate.max-word-shift");
  static final Setting<Boolean> TENSOR_BOARD = flag("tracking.tensorboard");
  static final Setting<Optional<String>> MLFLOW_URI =
      new Setting<>(
          "tracking.mlflow-uri",
          new OptionalText(
              "an address that begins with http:// or https://, or \"\"",
              address -> address.matches("https?://.+")));
  static final Setting<String> EXPERIMENT = text("tracking.experiment");

  static final Setting<Level> LEVEL = choice("logging.level", Level.class);
  static final Setting<Level> SPARK_LEVEL = choice("logging.spark-level", Level.class);

  private Settings() {}

  private static Setting<Double> part(String key) {
    return decimal(key, "a number from 0 to 1", x -> x >= 0 && x <= 1);
  }
}
