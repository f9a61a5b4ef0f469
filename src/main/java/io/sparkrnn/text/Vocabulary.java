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
 * Words and their ids, numbered as Keras's IMDB data: 0 pads, 1 starts a sequence, 2 stands for
 * every word not in the vocabulary, 3 is unused, and the most frequent word has id 4.
 */
public final class Vocabulary implements Serializable {

  private static final long serialVersionUID = 1L;

  public static final int PADDING = 0;
  public static final int START = 1;
  public static final int OUT_OF_VOCABULARY = 2;
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
   * A vocabulary of at most {@code size} ids, the reserved ones included.
   *
   * @param words the most frequent first, each once
   * @throws BadDataException if a word could not be saved: empty, or with a tab or newline in it
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
            "the vocabulary has the word '%s'; expected no empty word, and no tab or newline in one"
                .formatted(word));
      }
    }
    return new Vocabulary(kept);
  }

  /** Number of ids, the reserved ones included: one above the largest id. */
  public int size() {
    return FIRST_WORD + words.length;
  }

  /** The id of a word, {@link #OUT_OF_VOCABULARY} if it has none. */
  public int id(String word) {
    return ids.getOrDefault(word, OUT_OF_VOCABULARY);
  }

  /** What an id reads as: a word, or a mark in square brackets for the reserved ids. */
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

  /** The words, the most frequent first. */
  public List<String> words() {
    return List.of(words);
  }

  /** One line a word, {@code id TAB word}; words never hold a tab or a newline. */
  public String toText() {
    StringBuilder text = new StringBuilder(words.length * 12);
    for (int i = 0; i < words.length; i++) {
      text.append(FIRST_WORD + i).append('\t').append(words[i]).append('\n');
    }
    return text.toString();
  }

  /**
   * Reads what {@link #toText} wrote.
   *
   * @param name of the text's file, for messages
   * @throws BadDataException naming the first line that is not as expected
   */
  public static Vocabulary parse(String text, String name) {
    List<String> words = new ArrayList<>();
    // Only the newline ends a line: words may hold other line separators of Unicode.
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
