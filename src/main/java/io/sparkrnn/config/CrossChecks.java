package io.sparkrnn.config;

import io.sparkrnn.config.AveragingSettings.Strategy;
import io.sparkrnn.config.DataSettings.SourceKind;
import io.sparkrnn.config.DataSettings.Unlabelled;
import io.sparkrnn.config.FinishSettings.Keep;
import io.sparkrnn.config.ModelSettings.EmbeddingStart;
import io.sparkrnn.config.ModelSettings.Layer;
import io.sparkrnn.config.ModelSettings.Precision;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds settings that are each allowed, but not together. */
final class CrossChecks {

  /** Sources that hold a test part of their own. */
  private static final Set<SourceKind> WITH_TEST_PART =
      Set.copyOf(
          EnumSet.of(
              SourceKind.SAMPLE,
              SourceKind.IMDB_ARCHIVE,
              SourceKind.IMDB_FOLDER,
              SourceKind.KERAS_NPZ));

  private final SettingValues values;
  private final Problems problems;

  private CrossChecks(SettingValues values, Problems problems) {
    this.values = values;
    this.problems = problems;
  }

  static void check(SettingValues values, Problems problems) {
    CrossChecks checks = new CrossChecks(values, problems);
    checks.labelsAreDistinct();
    checks.columnsAreDistinct();
    checks.sourceHasPath();
    checks.testPathHasUse();
    checks.unlabelledHaveUse();
    checks.validationIsThere();
    checks.lastPeriodHasUse();
    checks.modelsHaveUse();
    checks.precisionHasUse();
  }

  private void labelsAreDistinct() {
    if (have(Settings.POSITIVE_LABELS, Settings.NEGATIVE_LABELS)) {
      Set<String> positive = new HashSet<>(values.of(Settings.POSITIVE_LABELS));
      List<String> both =
          values.of(Settings.NEGATIVE_LABELS).stream().filter(positive::contains).toList();
      for (String label : both) {
        add(
            Settings.NEGATIVE_LABELS,
            "\"%s\" is in data.labels.positive too, expected it in one of them".formatted(label));
      }
    }
  }

  private void columnsAreDistinct() {
    if (have(Settings.TEXT_COLUMN, Settings.LABEL_COLUMN)
        && values.of(Settings.TEXT_COLUMN).equals(values.of(Settings.LABEL_COLUMN))) {
      add(
          Settings.LABEL_COLUMN,
          "is \"%s\" as data.text-column is, expected another column"
              .formatted(values.of(Settings.LABEL_COLUMN)));
    }
  }

  private void sourceHasPath() {
    if (have(Settings.DATA_SOURCE, Settings.DATA_PATH)
        && values.of(Settings.DATA_PATH).isEmpty()
        && values.of(Settings.DATA_SOURCE) != SourceKind.AUTO
        && values.of(Settings.DATA_SOURCE) != SourceKind.SAMPLE) {
      add(
          Settings.DATA_SOURCE,
          "is %s, but data.path is empty, expected a path, or source auto or sample"
              .formatted(written(Settings.DATA_SOURCE)));
    }
  }

  private void testPathHasUse() {
    if (!have(Settings.TEST_PATH, Settings.DATA_SOURCE, Settings.DATA_PATH)
        || values.of(Settings.TEST_PATH).isEmpty()) {
      return;
    }
    if (WITH_TEST_PART.contains(values.of(Settings.DATA_SOURCE))) {
      add(
          Settings.TEST_PATH,
          "has no use with data.source = %s, which holds test reviews of its own"
              .formatted(written(Settings.DATA_SOURCE)));
    } else if (values.of(Settings.DATA_PATH).isEmpty()) {
      add(Settings.TEST_PATH, "is set, but data.path is empty, expected both or neither");
    }
  }

  private void unlabelledHaveUse() {
    if (have(Settings.UNLABELLED, Settings.EMBEDDING_START)
        && values.of(Settings.UNLABELLED) == Unlabelled.READ
        && values.of(Settings.EMBEDDING_START) != EmbeddingStart.LSA) {
      add(
          Settings.UNLABELLED,
          "has no use with model.embedding-start = %s, expected lsa, which learns words from them"
              .formatted(written(Settings.EMBEDDING_START)));
    }
  }

  /** What chooses by the validation loss needs one. */
  private void validationIsThere() {
    if (!values.has(Settings.VALIDATION_FRACTION) || values.of(Settings.VALIDATION_FRACTION) > 0) {
      return;
    }
    if (values.has(Settings.EARLY_STOPPING) && values.of(Settings.EARLY_STOPPING) > 0) {
      needsValidation(Settings.EARLY_STOPPING);
    }
    if (values.has(Settings.KEEP) && values.of(Settings.KEEP) == Keep.BEST) {
      needsValidation(Settings.KEEP);
    }
    if (values.has(Settings.REFIT) && values.of(Settings.REFIT)) {
      needsValidation(Settings.REFIT);
    }
  }

  private <T> void needsValidation(Setting<T> setting) {
    add(
        setting,
        "is %s, but data.validation.fraction is 0, expected a validation part to judge by"
            .formatted(written(setting)));
  }

  private void lastPeriodHasUse() {
    if (have(Settings.AVERAGING_STRATEGY, Settings.AVERAGE_LAST_EVERY_BATCHES)
        && values.of(Settings.AVERAGE_LAST_EVERY_BATCHES) > 0
        && values.of(Settings.AVERAGING_STRATEGY) != Strategy.SCHEDULE) {
      add(
          Settings.AVERAGE_LAST_EVERY_BATCHES,
          "has no use with averaging.strategy = %s, expected schedule"
              .formatted(written(Settings.AVERAGING_STRATEGY)));
    }
  }

  private void modelsHaveUse() {
    if (have(Settings.MODELS_DIR, Settings.START_FROM)
        && values.of(Settings.MODELS_DIR).isEmpty()
        && values.of(Settings.START_FROM).filter(ModelsSettings.CURRENT::equals).isPresent()) {
      add(
          Settings.START_FROM,
          "is \"current\", but models.dir is empty, expected the folder that has a current model");
    }
  }

  private void precisionHasUse() {
    if (have(Settings.PRECISION, Settings.LAYER)
        && values.of(Settings.PRECISION) == Precision.BFLOAT16
        && values.of(Settings.LAYER) != Layer.FUSED) {
      add(
          Settings.PRECISION,
          "has no use with model.layer = %s, expected fused".formatted(written(Settings.LAYER)));
    }
  }

  private boolean have(Setting<?>... settings) {
    return Stream.of(settings).allMatch(values::has);
  }

  private <T> Object written(Setting<T> setting) {
    return setting.kind().written(values.of(setting));
  }

  private void add(Setting<?> setting, String text) {
    problems.add(values.originOf(setting), setting.key(), text);
  }
}
