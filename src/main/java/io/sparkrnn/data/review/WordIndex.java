package io.sparkrnn.data.review;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkrnn.data.file.InputFiles;
import io.sparkrnn.data.file.LimitedInputStream;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.MessageText;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/**
 * Word index of Keras, such as {@code imdb_word_index.json}: a JSON object that maps each word to
 * its rank by frequency, 1 for the most frequent.
 */
public final class WordIndex {

  /** Maximum size of the file, in bytes; {@code imdb_word_index.json} has 1.6 MB. */
  private static final int LARGEST = 32 << 20;

  /** Maximum number of characters of a word or rank that messages quote. */
  private static final int LONGEST_SHOWN = 60;

  private final Map<Integer, String> words;

  private WordIndex(Map<Integer, String> words) {
    this.words = words;
  }

  /**
   * Reads a word index.
   *
   * @param path a file on any Hadoop file system
   * @throws BadDataException if it is missing or not a JSON object, or if a rank is not a positive
   *     integer or occurs twice
   */
  public static WordIndex load(String path, Configuration hadoop) {
    return read(path, InputFiles.open(path, hadoop));
  }

  /** As {@link #load}, from a stream, which is closed. */
  static WordIndex read(String path, InputStream from) {
    ObjectMapper json = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    try (InputStream in =
        new LimitedInputStream(
            from,
            LARGEST,
            () ->
                new BadDataException(
                    ("word index %s has more than %d bytes; expected one such as Keras's"
                            + " imdb_word_index.json, which has 1.6 MB")
                        .formatted(path, LARGEST)))) {
      return of(json.readTree(in), path);
    } catch (JsonProcessingException e) {
      throw new BadDataException(
          "word index %s is not JSON: %s".formatted(path, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new BadDataException(
          "word index %s cannot be read: %s".formatted(path, InputFiles.reason(e)), e);
    }
  }

  private static WordIndex of(JsonNode index, String path) {
    if (!index.isObject() || index.isEmpty()) {
      throw new BadDataException(
          "word index %s is not a JSON object of words and their ranks, such as {\"the\": 1}"
              .formatted(path));
    }
    Map<Integer, String> words = new HashMap<>();
    for (Iterator<Map.Entry<String, JsonNode>> fields = index.fields(); fields.hasNext(); ) {
      Map.Entry<String, JsonNode> field = fields.next();
      JsonNode rank = field.getValue();
      if (!rank.isIntegralNumber() || !rank.canConvertToInt() || rank.intValue() < 1) {
        throw new BadDataException(
            "word index %s gives '%s' the rank %s, expected a positive integer"
                .formatted(path, quoted(field.getKey()), quoted(rank.toString())));
      }
      Optional<String> taken =
          Optional.ofNullable(words.putIfAbsent(rank.intValue(), field.getKey()));
      if (taken.isPresent()) {
        throw new BadDataException(
            "word index %s gives rank %d to both '%s' and '%s', expected each rank once"
                .formatted(path, rank.intValue(), quoted(taken.get()), quoted(field.getKey())));
      }
    }
    return new WordIndex(words);
  }

  private static String quoted(String text) {
    return MessageText.shortened(text, LONGEST_SHOWN);
  }

  /**
   * Returns all words, ordered by rank. Word {@code i} has rank {@code i + 1} if no rank is
   * missing.
   */
  public List<String> wordsByRank() {
    return List.copyOf(new TreeMap<>(words).values());
  }

  /** Returns the word with a rank, from 1, or empty if no word has it. */
  public Optional<String> word(int rank) {
    return Optional.ofNullable(words.get(rank));
  }

  /**
   * Returns the words with ranks from 1 to {@code count}, or all words if there are fewer.
   *
   * @throws BadDataException if a rank in between has no word, as ids could not be assigned then
   */
  public List<String> firstWords(int count) {
    int last = Math.min(count, words.size());
    for (int rank = 1; rank <= last; rank++) {
      if (!words.containsKey(rank)) {
        throw new BadDataException(
            "the word index has no word of rank %d, expected every rank from 1 to %d"
                .formatted(rank, last));
      }
    }
    return wordsByRank().subList(0, last);
  }
}
