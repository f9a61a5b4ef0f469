package io.sparkrnn.workload.sentiment;

import io.sparkrnn.text.TextSettings.Side;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.sentiment.ModelSettings.DroppedWord;
import java.io.Serializable;
import java.util.random.RandomGenerator;

/**
 * Word dropout: removes or masks random words of training sequences as regularization (Iyyer and
 * others, "Deep unordered composition rivals syntactic methods for text classification", 2015).
 * Padding and the start id are never dropped, and a sequence with words keeps at least one.
 *
 * @param settings share of dropped words, its decrease over the training, and their replacement
 * @param padding side at which sequences are padded
 */
record WordDropout(ModelSettings.WordDropout settings, Side padding) implements Serializable {

  /**
   * Returns a sequence of ids after dropout; the same array if the share is 0.
   *
   * @param progress progress of the training: 0 in the first epoch, 1 in the last
   */
  float[] apply(float[] ids, double progress, RandomGenerator random) {
    double share = settings.share() * (1 - settings.fall() * progress);
    if (share == 0) {
      return ids;
    }
    boolean[] dropped = draw(ids, share, random);
    return settings.as() == DroppedWord.REMOVED ? without(ids, dropped) : unknown(ids, dropped);
  }

  private boolean[] draw(float[] ids, double share, RandomGenerator random) {
    boolean[] dropped = new boolean[ids.length];
    int[] words = new int[ids.length];
    int count = 0;
    int kept = 0;
    for (int i = 0; i < ids.length; i++) {
      if (ReviewReader.isWord(ids[i])) {
        words[count++] = i;
        dropped[i] = random.nextDouble() < share;
        kept += dropped[i] ? 0 : 1;
      }
    }
    if (count > 0 && kept == 0) {
      dropped[words[random.nextInt(count)]] = false;
    }
    return dropped;
  }

  private float[] without(float[] ids, boolean[] dropped) {
    float[] left = new float[ids.length];
    int count = 0;
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] != Vocabulary.PADDING && !dropped[i]) {
        left[count++] = ids[i];
      }
    }
    // New arrays are all zeros, and 0 is the padding id.
    float[] closed = new float[ids.length];
    System.arraycopy(left, 0, closed, padding == Side.PRE ? ids.length - count : 0, count);
    return closed;
  }

  private static float[] unknown(float[] ids, boolean[] dropped) {
    float[] changed = ids.clone();
    for (int i = 0; i < ids.length; i++) {
      if (dropped[i]) {
        changed[i] = Vocabulary.OUT_OF_VOCABULARY;
      }
    }
    return changed;
  }
}
