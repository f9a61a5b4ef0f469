package io.sparkrnn.workload.sentiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.workload.Asset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What training reviews looked like, so that later ones can be held against them; kept with the
 * model.
 *
 * @param reviews how many there were
 * @param positive how many of them are labelled positive
 * @param lengths how many of them have from 2^i to below 2^(i+1) words, for each i; those without
 *     words count to the first
 */
record ReviewProfile(long reviews, long positive, long[] lengths) {

  /** The asset that holds it. */
  static final String ASSET = "profile.json";

  /** Reviews of 2^30 words are none. */
  static final int BUCKETS = 31;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The bucket of a review of so many words. */
  static int bucket(int words) {
    return words == 0 ? 0 : Integer.SIZE - 1 - Integer.numberOfLeadingZeros(words);
  }

  /** That of a model; empty if it was trained before there were profiles. */
  static Optional<ReviewProfile> of(List<Asset> assets) {
    return Asset.content(assets, ASSET).map(ReviewProfile::parse);
  }

  private static ReviewProfile parse(String json) {
    try {
      ReviewProfile read = JSON.readValue(json, ReviewProfile.class);
      if (read != null && read.lengths != null && read.lengths.length == BUCKETS) {
        return read;
      }
    } catch (JsonProcessingException e) {
      throw new BadDataException(
          "the model's %s cannot be read: %s".formatted(ASSET, e.getOriginalMessage()), e);
    }
    throw new BadDataException("the model's %s is no profile of reviews".formatted(ASSET));
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
   * The largest difference between the two distributions of lengths (Kolmogorov and Smirnov's
   * statistic), as far as buckets tell.
   */
  double lengthDistance(ReviewProfile other) {
    double distance = 0;
    double below = 0;
    double otherBelow = 0;
    for (int i = 0; i < BUCKETS; i++) {
      below += (double) lengths[i] / reviews;
      otherBelow += (double) other.lengths[i] / other.reviews;
      distance = Math.max(distance, Math.abs(below - otherBelow));
    }
    return distance;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReviewProfile that
        && reviews == that.reviews
        && positive == that.positive
        && Arrays.equals(lengths, that.lengths);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(lengths);
  }

  @Override
  public String toString() {
    return "%d reviews, %d positive, lengths %s"
        .formatted(reviews, positive, Arrays.toString(lengths));
  }
}
