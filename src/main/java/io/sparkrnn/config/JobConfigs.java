package io.sparkrnn.config;

import java.util.OptionalInt;

/** Makes the records of a job from the values of all settings. */
final class JobConfigs {

  private JobConfigs() {}

  static JobConfig from(SettingValues values, OwnValues own) {
    return new JobConfig(
        values.of(Settings.WORKLOAD),
        values.of(Settings.SEED),
        data(values),
        text(values),
        model(values),
        own,
        training(values),
        new CheckpointSettings(
            values.intOf(Settings.CHECKPOINT_EVERY), values.intOf(Settings.CHECKPOINTS_KEPT)),
        new WatchSettings(values.intOf(Settings.STALL_SECONDS)),
        new BlasSettings(values.of(Settings.CORE_TYPE)),
        new EvaluationSettings(
            values.intOf(Settings.EVALUATION_BATCH_SIZE),
            values.intOf(Settings.EXAMPLES_SHOWN),
            values.of(Settings.AGAINST)),
        new OutputSettings(
            values.of(Settings.OUTPUT_DIR),
            values.of(Settings.OVERWRITE),
            values.of(Settings.RUN_ID)),
        values.of(Settings.PREFLIGHT),
        models(values),
        new TrackingSettings(
            values.of(Settings.TENSOR_BOARD),
            values.of(Settings.MLFLOW_URI),
            values.of(Settings.EXPERIMENT)),
        new LoggingSettings(values.of(Settings.LEVEL), values.of(Settings.SPARK_LEVEL)));
  }

  private static ModelsSettings models(SettingValues values) {
    return new ModelsSettings(
        values.of(Settings.MODELS_DIR),
        values.of(Settings.START_FROM),
        new ModelsSettings.Promotion(
            values.of(Settings.PROMOTION_RULE),
            values.of(Settings.PROMOTION_FLOOR),
            values.of(Settings.PROMOTION_P_VALUE),
            values.of(Settings.PROMOTION_MIN_GAIN)),
        new ModelsSettings.DataGate(
            values.of(Settings.GATE_MIN_EXAMPLES),
            values.of(Settings.GATE_LABEL_SHIFT),
            values.of(Settings.GATE_LENGTH_SHIFT),
            values.of(Settings.GATE_WORD_SHIFT)));
  }

  private static DataSettings data(SettingValues values) {
    return new DataSettings(
        values.of(Settings.DATA_PATH),
        values.of(Settings.DATA_SOURCE),
        values.of(Settings.TEST_PATH),
        values.of(Settings.TEST_FRACTION),
        values.of(Settings.TEXT_COLUMN),
        values.of(Settings.LABEL_COLUMN),
        values.of(Settings.POSITIVE_LABELS),
        values.of(Settings.NEGATIVE_LABELS),
        values.of(Settings.WORD_INDEX),
        values.of(Settings.UNLABELLED),
        values.of(Settings.ON_BAD_ROW),
        values.of(Settings.CACHE_DIR),
        values.of(Settings.VALIDATION_FRACTION),
        values.of(Settings.VALIDATION_SPLIT));
  }

  private static TextSettings text(SettingValues values) {
    return new TextSettings(
        values.of(Settings.LOWER_CASE),
        values.intOf(Settings.VOCABULARY_SIZE),
        values.of(Settings.VOCABULARY_FILE),
        values.intOf(Settings.LENGTH),
        values.of(Settings.PADDING),
        values.of(Settings.TRUNCATING));
  }

  private static ModelSettings model(SettingValues values) {
    return new ModelSettings(
        values.intOf(Settings.EMBEDDING_SIZE),
        values.intOf(Settings.HIDDEN_SIZE),
        values.of(Settings.ACTIVATION),
        new ModelSettings.Start(
            values.of(Settings.RECURRENT_START),
            values.of(Settings.RECURRENT_GAIN),
            values.of(Settings.EMBEDDING_START),
            values.of(Settings.EMBEDDING_RANGE),
            values.of(Settings.LSA_RMS)),
        new ModelSettings.WordDropout(
            values.of(Settings.WORD_DROPOUT),
            values.of(Settings.WORD_DROPOUT_FALL),
            values.of(Settings.WORD_DROPOUT_AS)),
        values.of(Settings.INPUT_DROPOUT),
        values.of(Settings.OUTPUT_DROPOUT),
        values.of(Settings.MASK_PADDING),
        values.of(Settings.LAYER),
        values.of(Settings.PRECISION));
  }

  private static TrainingSettings training(SettingValues values) {
    int replicas = values.intOf(Settings.REPLICAS);
    return new TrainingSettings(
        values.intOf(Settings.EPOCHS),
        replicas == 0 ? OptionalInt.empty() : OptionalInt.of(replicas),
        values.intOf(Settings.BATCH_SIZE),
        values.of(Settings.BATCHES),
        values.of(Settings.OPTIMIZER),
        values.of(Settings.ADAM_BETA2),
        values.of(Settings.LEARNING_RATE),
        values.of(Settings.SCHEDULE),
        values.of(Settings.WARM_UP_EXAMPLES),
        values.of(Settings.CLIP_NORM),
        values.of(Settings.WEIGHT_DECAY),
        values.of(Settings.LABEL_SMOOTHING),
        new RollbackSettings(
            values.intOf(Settings.ROLLBACK_LIMIT),
            values.of(Settings.LOSS_JUMP),
            values.of(Settings.RATE_FACTOR)),
        new FinishSettings(
            values.intOf(Settings.EARLY_STOPPING),
            values.of(Settings.KEEP),
            values.of(Settings.WEIGHT_AVERAGING),
            values.of(Settings.WEIGHT_AVERAGING_FROM),
            values.of(Settings.HALF_LIFE),
            values.of(Settings.REFIT)),
        new AveragingSettings(
            values.of(Settings.AVERAGING_STRATEGY),
            values.intOf(Settings.AVERAGINGS_PER_EPOCH),
            values.intOf(Settings.AVERAGE_EVERY_BATCHES),
            values.intOf(Settings.AVERAGE_LAST_EVERY_BATCHES),
            values.of(Settings.AVERAGING_MOMENTUM),
            values.of(Settings.OUTER_RATE),
            values.of(Settings.RATE_EXPONENT),
            values.of(Settings.AVERAGING_WEIGHTING)));
  }
}
