package io.sparkrnn.workload.sentiment;

import io.sparkrnn.config.ModelSettings;
import io.sparkrnn.config.ModelSettings.DroppedWord;
import io.sparkrnn.config.TextSettings.Side;
import io.sparkrnn.text.Vocabulary;
import java.io.Serializable;
import java.util.random.RandomGenerator;

/**
 * Leaves words out of sequences while training, so that no single one is relied on (Iyyer and
 * others, "Deep unordered composition rivals syntactic methods for text classification", 2015).
 * Padding and the start id are no words; a sequence that has words keeps at least one.
 *
 * @param settings how many, and what becomes of them
 * @param padding the side at which a sequence that has closed up is filled
 */
record WordDropout(ModelSettings.WordDropout settings, Side padding) implements Serializable {

  /**
   * What is left of a sequence of ids; the same array if all of it is.
   *
   * @param progress of the training: 0 in its first epoch, 1 in its last
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
      if (ids[i] != Vocabulary.PADDING && ids[i] != Vocabulary.START) {
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
    // Java fills with zeros, which is the padding id.
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
