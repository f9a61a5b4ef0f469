package io.sparkrnn.workload.sentiment;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.TextClasses;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Statistics of the training reviews, stored with the model so that later data can be compared with
 * them.
 *
 * @param reviews number of training reviews
 * @param classes number of training reviews by the name of their class, in the classes' order
 * @param lengths histogram of review lengths: element i is the number of reviews with 2^i to
 *     2^(i+1) - 1 words; reviews without words are counted in the first element
 * @param texts statistics of their words; empty for a model of a version without them
 */
record ReviewProfile(
    long reviews, Map<String, Long> classes, List<Long> lengths, Optional<TextStatistics> texts) {

  /** Name of the asset that holds the profile. */
  static final String ASSET = "profile.json";

  /** Number of histogram buckets, enough for any {@code int} number of words. */
  static final int BUCKETS = 31;

  private static final String REVIEWS = "reviews";

  /** Key of the number of positive reviews; the others are negative. */
  private static final String POSITIVE = "positive";

  /** Key of the numbers of other classes. */
  private static final String CLASSES = "classes";

  private static final String LENGTHS = "lengths";
  private static final String TEXTS = "texts";
  private static final ObjectMapper JSON = new ObjectMapper();

  ReviewProfile {
    classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
    lengths = List.copyOf(lengths);
    requireNonNull(texts, "texts is null");
  }

  /** Returns a profile of positive and negative reviews. */
  static ReviewProfile ofPositive(
      long reviews, long positive, List<Long> lengths, Optional<TextStatistics> texts) {
    Map<String, Long> classes = new LinkedHashMap<>();
    classes.put(TextClasses.BINARY.names().get(0), reviews - positive);
    classes.put(TextClasses.BINARY.names().get(1), positive);
    return new ReviewProfile(reviews, classes, lengths, texts);
  }

  /** Returns the histogram bucket of a review with a number of words. */
  static int bucket(int words) {
    return words == 0 ? 0 : Integer.SIZE - 1 - Integer.numberOfLeadingZeros(words);
  }

  /** Reads a model's profile; empty for a model of a version without profiles. */
  static Optional<ReviewProfile> of(List<Asset> assets) {
    return Asset.content(assets, ASSET).map(ReviewProfile::parse);
  }

  private static ReviewProfile parse(String json) {
    JsonNode read;
    try {
      read = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new BadDataException(
          "the model's %s cannot be read: %s".formatted(ASSET, e.getOriginalMessage()), e);
    }
    JsonNode lengths = read.path(LENGTHS);
    boolean counted = read.path(POSITIVE).isIntegralNumber() || read.path(CLASSES).isObject();
    if (lengths.size() != BUCKETS || !read.path(REVIEWS).isIntegralNumber() || !counted) {
      throw new BadDataException(
          ("the model's %s is damaged: expected \"lengths\" with %d numbers, \"reviews\", and"
                  + " \"positive\" or \"classes\"")
              .formatted(ASSET, BUCKETS));
    }
    List<Long> histogram = new ArrayList<>();
    lengths.forEach(count -> histogram.add(count.asLong()));
    long reviews = read.path(REVIEWS).longValue();
    if (read.has(POSITIVE)) {
      return ofPositive(reviews, read.path(POSITIVE).longValue(), histogram, texts(read));
    }
    Map<String, Long> classes = new LinkedHashMap<>();
    read.path(CLASSES)
        .fields()
        .forEachRemaining(field -> classes.put(field.getKey(), field.getValue().asLong()));
    return new ReviewProfile(reviews, classes, histogram, texts(read));
  }

  private static Optional<TextStatistics> texts(JsonNode read) {
    try {
      return read.has(TEXTS)
          ? Optional.of(JSON.treeToValue(read.get(TEXTS), TextStatistics.class))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      throw new BadDataException(
          "the model's %s is damaged: \"%s\": %s".formatted(ASSET, TEXTS, e.getOriginalMessage()),
          e);
    }
  }

  Asset toAsset() {
    ObjectNode json = JSON.createObjectNode();
    json.put(REVIEWS, reviews);
    List<String> names = List.copyOf(classes.keySet());
    if (names.equals(TextClasses.BINARY.names())) {
      json.put(POSITIVE, classes.get(names.get(1)));
    } else {
      json.set(CLASSES, JSON.valueToTree(classes));
    }
    json.set(LENGTHS, JSON.valueToTree(lengths));
    texts.ifPresent(statistics -> json.set(TEXTS, JSON.valueToTree(statistics)));
    return new Asset(ASSET, json + "\n");
  }

  /** Returns the share of the training reviews that are of a class; 0 for an unknown one. */
  double share(String name) {
    return (double) classes.getOrDefault(name, 0L) / reviews;
  }

  /**
   * Returns the weight n / (k n_c) of each class, where n is the number of training reviews, n_c
   * that of the class and k the number of classes that have any; 0 for a class without reviews.
   * This is scikit-learn's {@code class_weight="balanced"}; reviews that validation takes count
   * too.
   */
  double[] balancedWeights() {
    long present = classes.values().stream().filter(count -> count > 0).count();
    return classes.values().stream()
        .mapToDouble(count -> count == 0 ? 0 : (double) reviews / (present * count))
        .toArray();
  }

  /**
   * Returns the total variation distance of the two distributions of classes, in [0, 1]: the share
   * of reviews that would have to be of another class. Of two classes, it is the change of either
   * share.
   */
  double classDistance(ReviewProfile other) {
    Set<String> names = new TreeSet<>(classes.keySet());
    names.addAll(other.classes.keySet());
    return names.stream().mapToDouble(name -> Math.abs(share(name) - other.share(name))).sum() / 2;
  }

  /**
   * Returns the Kolmogorov-Smirnov statistic of the two distributions of lengths, approximated by
   * their histograms, in [0, 1].
   */
  double lengthDistance(ReviewProfile other) {
    double distance = 0;
    double below = 0;
    double otherBelow = 0;
    for (int i = 0; i < BUCKETS; i++) {
      below += (double) lengths.get(i) / reviews;
      otherBelow += (double) other.lengths.get(i) / other.reviews;
      distance = Math.max(distance, Math.abs(below - otherBelow));
    }
    return distance;
  }
}
