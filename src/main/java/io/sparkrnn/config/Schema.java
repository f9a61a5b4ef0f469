package io.sparkrnn.config;

import com.typesafe.config.ConfigUtil;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All settings together, those that workloads share and their own: finds them by key and knows
 * their sections.
 */
final class Schema {

  /** Those that workloads share, in the order of {@code reference.conf}. */
  static final List<Setting<?>> SHARED =
      List.of(
          Settings.WORKLOAD,
          Settings.SEED,
          Settings.DATA_PATH,
          Settings.DATA_SOURCE,
          Settings.TEST_PATH,
          Settings.TEST_FRACTION,
          Settings.TEXT_COLUMN,
          Settings.LABEL_COLUMN,
          Settings.POSITIVE_LABELS,
          Settings.NEGATIVE_LABELS,
          Settings.WORD_INDEX,
          Settings.UNLABELLED,
          Settings.ON_BAD_ROW,
          Settings.CACHE_DIR,
          Settings.VALIDATION_FRACTION,
          Settings.VALIDATION_SPLIT,
          Settings.LOWER_CASE,
          Settings.VOCABULARY_SIZE,
          Settings.VOCABULARY_FILE,
          Settings.LENGTH,
          Settings.PADDING,
          Settings.TRUNCATING,
          Settings.EMBEDDING_SIZE,
          Settings.HIDDEN_SIZE,
          Settings.ACTIVATION,
          Settings.RECURRENT_START,
          Settings.RECURRENT_GAIN,
          Settings.EMBEDDING_START,
          Settings.EMBEDDING_RANGE,
          Settings.LSA_RMS,
          Settings.WORD_DROPOUT,
          Settings.WORD_DROPOUT_FALL,
          Settings.WORD_DROPOUT_AS,
          Settings.INPUT_DROPOUT,
          Settings.OUTPUT_DROPOUT,
          Settings.MASK_PADDING,
          Settings.LAYER,
          Settings.PRECISION,
          Settings.EPOCHS,
          Settings.REPLICAS,
          Settings.BATCH_SIZE,
          Settings.BATCHES,
          Settings.OPTIMIZER,
          Settings.ADAM_BETA2,
          Settings.LEARNING_RATE,
          Settings.SCHEDULE,
          Settings.WARM_UP_EXAMPLES,
          Settings.CLIP_NORM,
          Settings.WEIGHT_DECAY,
          Settings.LABEL_SMOOTHING,
          Settings.EARLY_STOPPING,
          Settings.KEEP,
          Settings.REFIT,
          Settings.WEIGHT_AVERAGING,
          Settings.WEIGHT_AVERAGING_FROM,
          Settings.HALF_LIFE,
          Settings.ROLLBACK_LIMIT,
          Settings.LOSS_JUMP,
          Settings.RATE_FACTOR,
          Settings.AVERAGING_STRATEGY,
          Settings.AVERAGINGS_PER_EPOCH,
          Settings.AVERAGE_EVERY_BATCHES,
          Settings.AVERAGE_LAST_EVERY_BATCHES,
          Settings.AVERAGING_MOMENTUM,
          Settings.OUTER_RATE,
          Settings.RATE_EXPONENT,
          Settings.AVERAGING_WEIGHTING,
          Settings.CHECKPOINT_EVERY,
          Settings.CHECKPOINTS_KEPT,
          Settings.STALL_SECONDS,
          Settings.CORE_TYPE,
          Settings.EVALUATION_BATCH_SIZE,
          Settings.EXAMPLES_SHOWN,
          Settings.AGAINST,
          Settings.OUTPUT_DIR,
          Settings.OVERWRITE,
          Settings.RUN_ID,
          Settings.PREFLIGHT,
          Settings.MODELS_DIR,
          Settings.START_FROM,
          Settings.PROMOTION_RULE,
          Settings.PROMOTION_FLOOR,
          Settings.PROMOTION_P_VALUE,
          Settings.PROMOTION_MIN_GAIN,
          Settings.GATE_MIN_EXAMPLES,
          Settings.GATE_LABEL_SHIFT,
          Settings.GATE_LENGTH_SHIFT,
          Settings.GATE_WORD_SHIFT,
          Settings.TENSOR_BOARD,
          Settings.MLFLOW_URI,
          Settings.EXPERIMENT,
          Settings.LEVEL,
          Settings.SPARK_LEVEL);

  private final List<OwnSettings> own;
  private final List<Setting<?>> settings;

  Schema(List<OwnSettings> own) {
    this.own = List.copyOf(own);
    this.settings =
        Stream.concat(SHARED.stream(), own.stream().flatMap(group -> group.settings().stream()))
            .toList();
  }

  /** What workloads have for themselves. */
  List<OwnSettings> own() {
    return own;
  }

  /** All, the shared ones first. */
  List<Setting<?>> settings() {
    return settings;
  }

  Optional<Setting<?>> find(String key) {
    return settings.stream()
        .filter(setting -> setting.key().equals(key))
        .<Setting<?>>map(setting -> setting)
        .findFirst();
  }

  boolean isSection(String key) {
    return settings.stream().anyMatch(setting -> setting.key().startsWith(key + "."));
  }

  /** What a section holds, for messages: the names one level below it, each once. */
  String namesIn(String section) {
    List<String> path = ConfigUtil.splitPath(section);
    return settings.stream()
        .map(Setting::path)
        .filter(names -> names.size() > path.size() && names.subList(0, path.size()).equals(path))
        .map(names -> names.get(path.size()))
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
