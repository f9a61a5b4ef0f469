package io.sparkrnn.workload.sentiment;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.config.JobConfig;
import io.sparkrnn.config.SettingsReader;
import io.sparkrnn.config.WorkloadSettings;
import io.sparkrnn.data.review.ReviewSettings;
import io.sparkrnn.text.TextSettings;
import io.sparkrnn.workload.sentiment.ModelSettings.EmbeddingInitializer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings of review sentiment.
 *
 * @param reviews source of the reviews
 * @param text tokenization, vocabulary and padding
 * @param model network
 * @param labelSmoothing label smoothing of the training targets, in [0, 1)
 * @param classWeights weights of the classes in the training loss
 */
public record SentimentSettings(
    ReviewSettings reviews,
    TextSettings text,
    ModelSettings model,
    double labelSmoothing,
    ClassWeights classWeights)
    implements WorkloadSettings {

  /** Weights of the classes in the training loss. */
  public enum ClassWeights {
    /** All 1. */
    NONE,
    /** In inverse proportion to the number of a class's training reviews. */
    BALANCED
  }

  public SentimentSettings {
    requireNonNull(reviews, "reviews is null");
    requireNonNull(text, "text is null");
    requireNonNull(model, "model is null");
    requireNonNull(classWeights, "classWeights is null");
  }

  /** Settings of a job of this workload. */
  public static SentimentSettings of(JobConfig job) {
    return job.own(SentimentSettings.class);
  }

  static SentimentSettings read(SettingsReader read) {
    SentimentSettings settings =
        new SentimentSettings(
            ReviewSettings.read(read),
            TextSettings.read(read),
            ModelSettings.read(read),
            read.share("training.label-smoothing"),
            read.choice("training.class-weights", ClassWeights.class));
    if (read.valid("data.unlabeled", "model.embedding-initializer")
        && settings.reviews.unlabelled() == ReviewSettings.Unlabeled.READ
        && settings.model.embedding().initializer() != EmbeddingInitializer.LSA) {
      read.reject(
          "data.unlabeled",
          "has no effect with model.embedding-initializer = %s, expected lsa, which is computed from"
                  .formatted(read.written("model.embedding-initializer"))
              + " them");
    }
    return settings;
  }

  /** {@inheritDoc} The text settings are the model's; the source is the job's. */
  @Override
  public SentimentSettings usedOn(WorkloadSettings job) {
    SentimentSettings other = (SentimentSettings) job;
    return new SentimentSettings(
        other.reviews, text, model.computedAs(other.model), labelSmoothing, classWeights);
  }

  @Override
  public Map<String, String> inputs() {
    Map<String, String> inputs = new LinkedHashMap<>();
    reviews.testPath().ifPresent(path -> inputs.put("data.test-path", path));
    return inputs;
  }

  @Override
  public SentimentSettings onSample() {
    return new SentimentSettings(reviews.onSample(), text, model, labelSmoothing, classWeights);
  }

  /** These settings with another source of reviews. */
  public SentimentSettings with(ReviewSettings other) {
    return new SentimentSettings(other, text, model, labelSmoothing, classWeights);
  }

  /** These settings with another network on sequences of another length. */
  public SentimentSettings with(TextSettings otherText, ModelSettings otherModel) {
    return new SentimentSettings(reviews, otherText, otherModel, labelSmoothing, classWeights);
  }
}
