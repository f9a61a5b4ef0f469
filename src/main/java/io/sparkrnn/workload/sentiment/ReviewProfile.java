package io.sparkrnn.workload.sentiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.workload.Asset;
import java.util.List;
import java.util.Optional;

/**
 * Statistics of the training reviews, stored with the model so that later data can be compared with
 * them.
 *
 * @param reviews number of training reviews
 * @param positive number of positive ones
 * @param lengths histogram of review lengths: element i is the number of reviews with 2^i to
 *     2^(i+1) - 1 words; reviews without words are counted in the first element
 */
record ReviewProfile(long reviews, long positive, List<Long> lengths) {

  /** Name of the asset that holds the profile. */
  static final String ASSET = "profile.json";

  /** Number of histogram buckets, enough for any {@code int} number of words. */
  static final int BUCKETS = 31;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Returns the histogram bucket of a review with a number of words. */
  static int bucket(int words) {
    return words == 0 ? 0 : Integer.SIZE - 1 - Integer.numberOfLeadingZeros(words);
  }

  /** Reads a model's profile; empty for a model of a version without profiles. */
  static Optional<ReviewProfile> of(List<Asset> assets) {
    return Asset.content(assets, ASSET).map(ReviewProfile::parse);
  }

  private static ReviewProfile parse(String json) {
    try {
      ReviewProfile read = JSON.readValue(json, ReviewProfile.class);
      if (read != null && read.lengths != null && read.lengths.size() == BUCKETS) {
        return read;
      }
    } catch (JsonProcessingException e) {
      throw new BadDataException(
          "the model's %s cannot be read: %s".formatted(ASSET, e.getOriginalMessage()), e);
    }
    throw new BadDataException(
        "the model's %s is damaged: expected \"lengths\" with %d numbers"
            .formatted(ASSET, BUCKETS));
  }

  Asset toAsset() {
    try {
      return new Asset(ASSET, JSON.writeValueAsString(this) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a profile is plain numbers", e);
    }
  }

  double positiveShare() {
    return (double) positive / reviews;
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
