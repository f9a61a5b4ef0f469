package io.sparkrnn.workload.sentiment;

import io.sparkrnn.data.Review;
import io.sparkrnn.data.Split;
import io.sparkrnn.workload.BadRows;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * What is kept of a review.
 *
 * @param key sorts by origin and row
 * @param digest tells texts apart by 128 bits of their content, which is less to keep and to send
 * @param words numbers into the words of its block
 */
record TokenisedReview(Split split, String key, int label, String digest, int[] words)
    implements Serializable {

  static TokenisedReview of(Review review, int[] words) {
    return new TokenisedReview(
        review.split(),
        BadRows.key(review.origin(), review.row()),
        review.label(),
        digest(review.text()),
        words);
  }

  private static String digest(String text) {
    long[] hash = MurmurHash3.hash128x64(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits(hash[0]) + HexFormat.of().toHexDigits(hash[1]);
  }
}
