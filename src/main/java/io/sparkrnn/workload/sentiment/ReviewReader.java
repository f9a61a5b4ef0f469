package io.sparkrnn.workload.sentiment;

import io.sparkrnn.config.TextSettings;
import io.sparkrnn.config.TextSettings.Side;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.text.SequenceEncoder;
import io.sparkrnn.text.Tokenizer;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.Asset;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Makes of single texts what a trained network reads, without Spark. */
public final class ReviewReader implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Vocabulary vocabulary;
  private final Tokenizer tokenizer;
  private final SequenceEncoder encoder;
  private final Side padding;
  private final Side truncating;

  /**
   * A reader.
   *
   * @param text how the network was trained to read
   * @param assets the model's
   * @throws BadDataException if there is no vocabulary among them
   */
  public ReviewReader(TextSettings text, List<Asset> assets) {
    vocabulary = ReviewSentiment.vocabulary(assets);
    tokenizer = new Tokenizer(text.lowerCase());
    padding = text.padding();
    truncating = text.truncating();
    encoder = new SequenceEncoder(text.length(), padding, truncating);
  }

  /**
   * A text as the network sees it.
   *
   * @param ids [length], filled up with padding
   * @param words those that were not cut off, in order; each has an id
   */
  public record Reading(float[] ids, List<String> words) {
    public Reading {
      ids = ids.clone();
      words = List.copyOf(words);
    }
  }

  /** The ids of a text, [length]; one without words is a review of nothing. */
  float[] ids(String text) {
    return ids(tokenizer.words(text));
  }

  private float[] ids(List<String> words) {
    return encoder.encode(
        IntStream.range(0, words.size()).toArray(),
        words.stream().mapToInt(vocabulary::id).toArray());
  }

  /** Reads a text; an empty one has no words. */
  public Reading read(String text) {
    List<String> words = tokenizer.words(text);
    float[] ids = ids(words);
    int kept = 0;
    for (float id : ids) {
      kept += isWord(id) ? 1 : 0;
    }
    int from = truncating == Side.PRE ? words.size() - kept : 0;
    return new Reading(ids, words.subList(from, from + kept));
  }

  /** Ids that were made of a text already; words outside the vocabulary are not known any more. */
  Reading read(float[] ids) {
    List<String> words = new ArrayList<>();
    for (float id : ids) {
      if (isWord(id)) {
        words.add(vocabulary.word((int) id));
      }
    }
    return new Reading(ids, words);
  }

  /** Whether an id stands for a word, known or not. */
  static boolean isWord(float id) {
    return id != Vocabulary.PADDING && id != Vocabulary.START;
  }

  /** Where sequences are filled up. */
  Side padding() {
    return padding;
  }
}
