package io.sparkrnn.workload.sentiment;

import io.sparkrnn.error.BadDataException;
import io.sparkrnn.text.SequenceEncoder;
import io.sparkrnn.text.TextSettings;
import io.sparkrnn.text.TextSettings.Side;
import io.sparkrnn.text.Tokenizer;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.Asset;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Converts single texts to a trained network's input, without Spark. */
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
   * @param text the text settings that the model was trained with
   * @param assets the model's assets
   * @throws BadDataException if they contain no vocabulary
   */
  public ReviewReader(TextSettings text, List<Asset> assets) {
    vocabulary = ReviewSentiment.vocabulary(assets);
    tokenizer = text.tokenizer();
    padding = text.padding();
    truncating = text.truncating();
    encoder = new SequenceEncoder(text.length(), padding, truncating);
  }

  /**
   * A text as the network's input.
   *
   * @param ids ids of the words, padded, [length]
   * @param words the words that were not truncated, in order; each has an id
   */
  public record Reading(float[] ids, List<String> words) {
    public Reading {
      ids = ids.clone();
      words = List.copyOf(words);
    }
  }

  /** Returns the ids of a text, [length]; a text without words is all padding. */
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

  /** Reads ids of an encoded text; the original out-of-vocabulary words are lost. */
  Reading read(float[] ids) {
    List<String> words = new ArrayList<>();
    for (float id : ids) {
      if (isWord(id)) {
        words.add(vocabulary.word((int) id));
      }
    }
    return new Reading(ids, words);
  }

  /** Whether an id is that of a word, in or out of the vocabulary. */
  static boolean isWord(float id) {
    return id != Vocabulary.PADDING && id != Vocabulary.START;
  }

  /** Returns the side at which sequences are padded. */
  Side padding() {
    return padding;
  }
}
