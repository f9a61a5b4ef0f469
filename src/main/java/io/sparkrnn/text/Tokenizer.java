package io.sparkrnn.text;

import io.sparkrnn.config.TextSettings.LowerCase;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Splits text into words as Keras's {@code Tokenizer} does: letters lowered, its filter characters
 * (ASCII punctuation but the apostrophe, tab and newline) made spaces, and split on the space
 * alone, so that other white space stays inside words.
 *
 * <p>Source: {@code keras.preprocessing.text.text_to_word_sequence}, Keras 2.
 */
public final class Tokenizer implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final String FILTERED = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n";

  private final LowerCase lowerCase;

  public Tokenizer(LowerCase lowerCase) {
    this.lowerCase = lowerCase;
  }

  /** The words of a text, in order; none for a text of separators. */
  public List<String> words(String text) {
    char[] chars =
        lowerCase == LowerCase.UNICODE
            ? text.toLowerCase(Locale.ROOT).toCharArray()
            : text.toCharArray();
    List<String> words = new ArrayList<>(chars.length / 6 + 1);
    int start = 0;
    for (int i = 0; i <= chars.length; i++) {
      if (i == chars.length || separates(chars[i])) {
        if (i > start) {
          words.add(new String(chars, start, i - start));
        }
        start = i + 1;
      } else if (chars[i] >= 'A' && chars[i] <= 'Z') {
        chars[i] += 'a' - 'A';
      }
    }
    return words;
  }

  private static boolean separates(char c) {
    return c == ' ' || (c < 128 && FILTERED.indexOf(c) >= 0);
  }
}
