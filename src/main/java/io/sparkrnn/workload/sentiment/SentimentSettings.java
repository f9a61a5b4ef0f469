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
 * @param training what the network is trained on and to match
 */
public record SentimentSettings(
    ReviewSettings reviews, TextSettings text, ModelSettings model, TextTraining training)
    implements WorkloadSettings {

  public SentimentSettings {
    requireNonNull(reviews, "reviews is null");
    requireNonNull(text, "text is null");
    requireNonNull(model, "model is null");
    requireNonNull(training, "training is null");
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
            TextTraining.read(read));
    if (read.valid("data.unlabeled", "model.embedding-initializer", "training.distillation.teacher")
        && settings.reviews.unlabelled() == ReviewSettings.Unlabeled.READ
        && settings.model.embedding().initializer() != EmbeddingInitializer.LSA
        && !settings.training.hasTeacher()) {
      read.reject(
          "data.unlabeled",
          "has no effect with model.embedding-initializer = %s and without a teacher, expected lsa, which is computed from"
                  .formatted(read.written("model.embedding-initializer"))
              + " them, or training.distillation.teacher = ngrams, which gives them targets");
    }
    return settings;
  }

  /** Whether the network is trained on unlabeled reviews, too. */
  boolean trainsOnUnlabeled() {
    return training.hasTeacher() && reviews.unlabelled() == ReviewSettings.Unlabeled.READ;
  }

  /** {@inheritDoc} The text settings are the model's; the source is the job's. */
  @Override
  public SentimentSettings usedOn(WorkloadSettings job) {
    SentimentSettings other = (SentimentSettings) job;
    return new SentimentSettings(other.reviews, text, model.computedAs(other.model), training);
  }

  @Override
  public Map<String, String> inputs() {
    Map<String, String> inputs = new LinkedHashMap<>();
    reviews.testPath().ifPresent(path -> inputs.put("data.test-path", path));
    return inputs;
  }

  @Override
  public SentimentSettings onSample() {
    return new SentimentSettings(reviews.onSample(), text, model, training);
  }

  /** These settings with another source of reviews. */
  public SentimentSettings with(ReviewSettings other) {
    return new SentimentSettings(other, text, model, training);
  }

  /** These settings with another network on sequences of another length. */
  public SentimentSettings with(TextSettings otherText, ModelSettings otherModel) {
    return new SentimentSettings(reviews, otherText, otherModel, training);
  }
}
