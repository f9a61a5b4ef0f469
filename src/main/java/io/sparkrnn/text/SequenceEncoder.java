package io.sparkrnn.text;

import io.sparkrnn.config.TextSettings.Side;
import java.io.Serializable;

/**
 * Turns words into a sequence of ids of fixed length, as Keras's {@code load_data} and {@code
 * pad_sequences} do: a start mark in front, then cut and filled at the sides that are set.
 */
public final class SequenceEncoder implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int length;
  private final Side padding;
  private final Side truncating;

  public SequenceEncoder(int length, Side padding, Side truncating) {
    this.length = length;
    this.padding = padding;
    this.truncating = truncating;
  }

  /**
   * The ids, [length].
   *
   * @param words numbers of the words
   * @param wordIds the id of each number
   */
  public float[] encode(int[] words, int[] wordIds) {
    int full = words.length + 1;
    int kept = Math.min(full, length);
    int from = truncating == Side.PRE ? full - kept : 0;
    int at = padding == Side.PRE ? length - kept : 0;
    // Java fills with zeros, which is the padding id.
    float[] ids = new float[length];
    for (int i = 0; i < kept; i++) {
      int place = from + i;
      ids[at + i] = place == 0 ? Vocabulary.START : wordIds[words[place - 1]];
    }
    return ids;
  }

  /** The ids read back as words, padding left out. */
  public static String decode(float[] ids, Vocabulary vocabulary) {
    StringBuilder text = new StringBuilder();
    for (float id : ids) {
      if (id != Vocabulary.PADDING && id != Vocabulary.START) {
        text.append(text.length() == 0 ? "" : " ").append(vocabulary.word((int) id));
      }
    }
    return text.toString();
  }
}
