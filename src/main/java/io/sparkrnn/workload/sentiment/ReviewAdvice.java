package io.sparkrnn.workload.sentiment;

import io.sparkrnn.nn.RecurrentSettings.Layer;
import io.sparkrnn.text.TextSettings;
import io.sparkrnn.text.Tokenizer;
import io.sparkrnn.workload.Advice;
import io.sparkrnn.workload.sentiment.TextTraining.ClassWeights;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Advice about settings that do not fit the training reviews. */
final class ReviewAdvice {

  /** Ratio of {@code text.length} to the 99th percentile above which it is too large. */
  private static final double MUCH_LONGER = 2;

  /**
   * Fraction of truncated reviews above which {@code text.length} is too small. The recipe for the
   * IMDB reviews, chosen by validation, truncates 41 % of them.
   */
  private static final double MANY_TRUNCATED = 0.5;

  /**
   * Fraction of words outside the vocabulary above which it covers little. The recipe for the IMDB
   * reviews leaves 5.8 % of their words out.
   */
  private static final double LITTLE_COVERED = 0.1;

  /** Fraction of letters of scripts without spaces above which Keras's tokenizer does not fit. */
  static final double MOST_UNSPACED = 0.2;

  /** Ratio of the largest to the smallest class from which classes are uneven. */
  private static final long UNEVEN = 4;

  /** Maximum 99th percentile of the number of words of texts that count as short. */
  private static final int SHORT = 100;

  private static final String SHORT_TEXTS = "conf/texts.conf";

  private static final int MOST_IDS = 1_000_000;
  private static final int MOST_LENGTH = 100_000;

  private final SentimentSettings settings;
  private final ReviewProfile profile;

  ReviewAdvice(SentimentSettings settings, ReviewProfile profile) {
    this.settings = settings;
    this.profile = profile;
  }

  List<Advice> all() {
    List<Advice> all = new ArrayList<>();
    profile
        .texts()
        .ifPresent(
            texts -> {
              length(texts).ifPresent(all::add);
              vocabulary(texts).ifPresent(all::add);
            });
    classWeights().ifPresent(all::add);
    return all;
  }

  /** Returns the file of settings for such texts; empty: there is none. */
  Optional<String> recipe() {
    return profile.texts().filter(texts -> texts.words99() <= SHORT).map(texts -> SHORT_TEXTS);
  }

  private Optional<Advice> length(TextStatistics texts) {
    int length = settings.text().length();
    // The start token needs an id, too.
    int enough = Math.max(1, texts.words99()) + 1;
    if (length > MUCH_LONGER * enough) {
      boolean padded =
          !settings.model().maskPadding() || settings.model().recurrent().layer() != Layer.FUSED;
      return advice(
          "text.length",
          "text.length is %,d, but 99 %% of the training reviews have at most %,d words:"
              + " text.length = %d %s and loses little.",
          length,
          texts.words99(),
          enough,
          padded ? "trains faster" : "takes less memory");
    }
    int longer = Math.min(MOST_LENGTH, texts.words95() + 1);
    if (texts.truncated() > MANY_TRUNCATED * profile.reviews() && longer > length) {
      return advice(
          "text.length",
          "%,d of %,d training reviews (%.0f %%) have more words than text.length = %,d and lose the"
              + " %s: text.length = %d leaves 95 %% of them whole; an epoch then takes up to %.1f"
              + " times as long.",
          texts.truncated(),
          profile.reviews(),
          100.0 * texts.truncated() / profile.reviews(),
          length,
          settings.text().truncating() == TextSettings.Side.PRE ? "beginning" : "end",
          longer,
          (double) longer / length);
    }
    return Optional.empty();
  }

  private Optional<Advice> vocabulary(TextStatistics texts) {
    TextSettings text = settings.text();
    // The words are none, of which preparation warns.
    boolean unspaced =
        text.tokenizer().kind() == Tokenizer.Kind.KERAS && texts.unspaced() > MOST_UNSPACED;
    if (unspaced || texts.outside() <= LITTLE_COVERED) {
      return Optional.empty();
    }
    if (text.vocabularyFile().isPresent()) {
      return advice(
          "text.vocabulary-file",
          "%.1f %% of the words of the training reviews are outside the vocabulary of"
              + " text.vocabulary-file: without it, the vocabulary is counted from the reviews.",
          100 * texts.outside());
    }
    int ids = Math.min(MOST_IDS, texts.ids95());
    return ids <= text.vocabularySize()
        ? Optional.empty()
        : advice(
            "text.vocabulary-size",
            "%.1f %% of the words of the training reviews are outside the vocabulary of %,d ids:"
                + " text.vocabulary-size = %d leaves 5 %% of them out.",
            100 * texts.outside(),
            text.vocabularySize(),
            ids);
  }

  private Optional<Advice> classWeights() {
    if (settings.training().classWeights() != ClassWeights.NONE) {
      return Optional.empty();
    }
    // The first of equals, in the classes' order.
    List<Map.Entry<String, Long>> ascending =
        profile.classes().entrySet().stream()
            .filter(one -> one.getValue() > 0)
            .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
            .toList();
    if (ascending.size() < 2) {
      return Optional.empty();
    }
    Map.Entry<String, Long> smallest = ascending.get(0);
    Map.Entry<String, Long> largest = ascending.get(ascending.size() - 1);
    return largest.getValue() < UNEVEN * smallest.getValue()
        ? Optional.empty()
        : advice(
            "training.class-weights",
            "The class '%s' has %,d training reviews, and '%s' has %,d: training.class-weights ="
                + " balanced finds more reviews of small classes, at the cost of some of the large"
                + " ones.",
            largest.getKey(),
            largest.getValue(),
            smallest.getKey(),
            smallest.getValue());
  }

  private static Optional<Advice> advice(String key, String format, Object... values) {
    return Optional.of(new Advice(key, String.format(Locale.ROOT, format, values)));
  }
}
