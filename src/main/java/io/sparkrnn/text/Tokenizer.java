package io.sparkrnn.text;

import io.sparkrnn.text.TextSettings.LowerCase;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Tokenizer that splits text into words as Keras's {@code Tokenizer} does: it converts letters to
 * lower case, replaces its filter characters (ASCII punctuation except the apostrophe, tab and
 * newline) by spaces, and splits at spaces only, so that other white space remains in words.
 *
 * <p>Source: {@code keras.preprocessing.text.text_to_word_sequence}, Keras 2.
 *
 * @param lowerCase letters to convert: all of Unicode, or those of ASCII only
 */
public record Tokenizer(LowerCase lowerCase) implements Serializable {

  private static final String FILTERED = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n";

  /** Returns the words of a text, in order; empty for a text of separators only. */
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
