package io.sparkrnn.text;

import io.sparkrnn.text.TextSettings.Side;
import java.io.Serializable;

/**
 * Encoder of texts as sequences of word ids of fixed length, as Keras's {@code load_data} and
 * {@code pad_sequences} do: prepends the start token, then truncates or pads at the configured
 * sides.
 *
 * @param length number of time steps
 * @param padding side at which short sequences are padded
 * @param truncating side at which long sequences are truncated
 */
public record SequenceEncoder(int length, Side padding, Side truncating) implements Serializable {

  /**
   * Encodes a text as ids, [length].
   *
   * @param words the words, as indices into {@code wordIds}
   * @param wordIds the ids of the words in the vocabulary
   */
  public float[] encode(int[] words, int[] wordIds) {
    int full = words.length + 1;
    int kept = Math.min(full, length);
    int from = truncating == Side.PRE ? full - kept : 0;
    int at = padding == Side.PRE ? length - kept : 0;
    // New arrays are filled with zeros, the id of the padding token.
    float[] ids = new float[length];
    for (int i = 0; i < kept; i++) {
      int position = from + i;
      ids[at + i] = position == 0 ? Vocabulary.START : wordIds[words[position - 1]];
    }
    return ids;
  }

  /** Decodes ids to words, joined by spaces, without padding and start tokens. */
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
