package io.sparkrnn.text;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.config.SettingsReader;
import io.sparkrnn.text.TextSettings.LowerCase;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Tokenizer that splits texts into words or characters. It has no state, so that threads can share
 * it.
 *
 * @param kind how texts are split
 * @param lowerCase letters that are converted to lower case before that
 */
public record Tokenizer(Kind kind, LowerCase lowerCase) implements Serializable {

  /** Rule by which texts are split. */
  public enum Kind {
    /**
     * Words as of Keras's {@code Tokenizer}: its filter characters (ASCII punctuation except the
     * apostrophe, tab and newline) are replaced by spaces, and texts are split at spaces only, so
     * that other white space remains in words.
     *
     * <p>Source: {@code keras.preprocessing.text.text_to_word_sequence}, Keras 2.
     */
    KERAS,
    /**
     * Words as of {@link UnicodeText#words}, also in languages without spaces between words, of the
     * text in Unicode's normalization form NFKC.
     */
    UNICODE,
    /**
     * Characters as of {@link UnicodeText#characters}, of the text in normalization form NFKC. They
     * are code points rather than grapheme clusters, so that a script bounds their number and other
     * programs can split alike without tables.
     */
    CHARACTERS
  }

  private static final String FILTERED = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n";

  public Tokenizer {
    requireNonNull(kind, "kind is null");
    requireNonNull(lowerCase, "lowerCase is null");
  }

  static Tokenizer read(SettingsReader read) {
    return new Tokenizer(
        read.choice("text.tokenizer", Kind.class), read.choice("text.lower-case", LowerCase.class));
  }

  /**
   * Returns the properties of the tokenizer that another program needs to split texts alike, by
   * name, as an exported model carries them.
   */
  public Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("tokenizer", name(kind));
    metadata.put("lower_case", name(lowerCase));
    if (kind != Kind.KERAS) {
      metadata.put("normalization", "nfkc");
      metadata.put("icu_version", UnicodeText.version());
    }
    return metadata;
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Returns the words of a text, in order; empty for a text of separators only. */
  public List<String> words(String text) {
    return switch (kind) {
      case KERAS -> kerasWords(text);
      case UNICODE -> UnicodeText.words(new String(lowered(UnicodeText.normalized(text))));
      case CHARACTERS -> UnicodeText.characters(new String(lowered(UnicodeText.normalized(text))));
    };
  }

  private List<String> kerasWords(String text) {
    char[] chars = lowered(text);
    List<String> words = new ArrayList<>(chars.length / 6 + 1);
    int start = 0;
    for (int i = 0; i <= chars.length; i++) {
      if (i == chars.length || separates(chars[i])) {
        if (i > start) {
          words.add(new String(chars, start, i - start));
        }
        start = i + 1;
      }
    }
    return words;
  }

  private static boolean separates(char c) {
    return c == ' ' || (c < 128 && FILTERED.indexOf(c) >= 0);
  }

  private char[] lowered(String text) {
    if (lowerCase == LowerCase.UNICODE) {
      return text.toLowerCase(Locale.ROOT).toCharArray();
    }
    char[] chars = text.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      if (chars[i] >= 'A' && chars[i] <= 'Z') {
        chars[i] += 'a' - 'A';
      }
    }
    return chars;
  }
}
