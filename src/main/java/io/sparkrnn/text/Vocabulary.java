package io.sparkrnn.text;

import io.sparkrnn.error.BadDataException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Vocabulary: words and their ids, numbered as in Keras's IMDB data. Id 0 is the padding token, 1
 * the start token, 2 the out-of-vocabulary token, 3 is unused, and the most frequent word has id 4.
 */
public final class Vocabulary implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Id of the padding token. */
  public static final int PADDING = 0;

  /** Id of the start token. */
  public static final int START = 1;

  /** Id of the out-of-vocabulary token. */
  public static final int OUT_OF_VOCABULARY = 2;

  /** Id of the most frequent word. */
  public static final int FIRST_WORD = 4;

  private final String[] words;
  private final Map<String, Integer> ids;

  private Vocabulary(List<String> words) {
    this.words = words.toArray(new String[0]);
    this.ids = new HashMap<>(words.size() * 2);
    for (int i = 0; i < this.words.length; i++) {
      ids.put(this.words[i], FIRST_WORD + i);
    }
  }

  /**
   * Creates a vocabulary of at most {@code size} ids, including the reserved ones.
   *
   * @param words distinct words, ordered by descending frequency
   * @throws BadDataException if a word cannot be saved: it is empty or contains a tab or newline
   */
  public static Vocabulary of(List<String> words, int size) {
    List<String> kept = words.subList(0, Math.min(words.size(), Math.max(0, size - FIRST_WORD)));
    Set<String> distinct = new HashSet<>(kept);
    if (distinct.size() != kept.size()) {
      throw new IllegalArgumentException("the vocabulary lists a word twice");
    }
    for (String word : kept) {
      if (word.isEmpty() || word.indexOf('\t') >= 0 || word.indexOf('\n') >= 0) {
        throw new BadDataException(
            "the vocabulary has the word '%s'; expected a word, without tabs and newlines"
                .formatted(word));
      }
    }
    return new Vocabulary(kept);
  }

  /** Number of ids, including the reserved ones: one more than the largest id. */
  public int size() {
    return FIRST_WORD + words.length;
  }

  /** Returns the id of a word, or {@link #OUT_OF_VOCABULARY} if it is not in the vocabulary. */
  public int id(String word) {
    return ids.getOrDefault(word, OUT_OF_VOCABULARY);
  }

  /** Returns the word of an id; for reserved and unknown ids, a token in square brackets. */
  public String word(int id) {
    if (id >= FIRST_WORD && id < size()) {
      return words[id - FIRST_WORD];
    }
    return switch (id) {
      case PADDING -> "[pad]";
      case START -> "[start]";
      case OUT_OF_VOCABULARY -> "[?]";
      default -> "[" + id + "]";
    };
  }

  /** Returns the words, ordered by descending frequency. */
  public List<String> words() {
    return List.of(words);
  }

  /** Serializes the vocabulary as text with one line {@code id TAB word} per word. */
  public String toText() {
    StringBuilder text = new StringBuilder(words.length * 12);
    for (int i = 0; i < words.length; i++) {
      text.append(FIRST_WORD + i).append('\t').append(words[i]).append('\n');
    }
    return text.toString();
  }

  /**
   * Parses the text that {@link #toText} returns.
   *
   * @param name the name of the file, for messages
   * @throws BadDataException naming the first malformed line
   */
  public static Vocabulary parse(String text, String name) {
    List<String> words = new ArrayList<>();
    // Split at newlines only: words may contain Unicode's other line separators.
    for (String line : text.isEmpty() ? new String[0] : text.split("\n")) {
      int id = FIRST_WORD + words.size();
      String prefix = id + "\t";
      if (!line.startsWith(prefix) || line.length() == prefix.length()) {
        throw new BadDataException(
            "%s: line %d is '%s', expected the id %d, a tab and a word"
                .formatted(name, words.size() + 1, line, id));
      }
      words.add(line.substring(prefix.length()));
    }
    return new Vocabulary(words);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Vocabulary that && Arrays.equals(that.words, words);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }
}
