package io.sparkrnn.workload.sentiment;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.text.TextSettings.Side;
import io.sparkrnn.text.Vocabulary;
import io.sparkrnn.workload.Example;
import java.io.Serializable;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Sequences that a network is trained on in place of whole reviews: windows of them, and pieces of
 * several reviews one after the other.
 *
 * @param warmUp lengths of the windows
 * @param mostMixed maximum number of reviews in a sequence; the number is drawn for each sequence
 * @param padding side at which sequences are padded
 */
record TrainingSequences(LengthWarmUp warmUp, int mostMixed, Side padding) implements Serializable {

  /** Shorter sequences are of one review: their pieces would be single words. */
  private static final int LEAST_MIXED_LENGTH = 40;

  TrainingSequences {
    requireNonNull(warmUp, "warmUp is null");
    requireNonNull(padding, "padding is null");
  }

  /**
   * Sequence length warm-up: training sequences are windows at random places, which grow from epoch
   * to epoch.
   *
   * <p>Sources: Y. Bengio, J. Louradour, R. Collobert and J. Weston, "Curriculum learning", ICML
   * 2009; C. Li, M. Zhang and Y. He, "The stability-efficiency dilemma: investigating sequence
   * length warmup for training GPT models", NeurIPS 2022, which cuts sequences at their end
   * instead.
   *
   * @param initial length of the windows in the first epoch, in ids; 0: sequences are always whole
   * @param until progress of the training from which on sequences are whole, in (0, 1]
   */
  record LengthWarmUp(int initial, double until) implements Serializable {

    /** Whole sequences in all epochs. */
    static final LengthWarmUp NONE = new LengthWarmUp(0, 1);

    /** Returns the maximum length of a window of a sequence with {@code whole} ids. */
    int length(int whole, double progress) {
      return initial == 0 || initial >= whole || progress >= until
          ? whole
          : (int) Math.round(initial + (whole - initial) * progress / until);
    }
  }

  /**
   * Returns the sequence that takes the place of an example, padded to the same length; the
   * example's own array if it is whole and alone.
   *
   * @param minibatch examples, among which those whose pieces are added are drawn
   * @param row the example's place in it
   * @param progress progress of the training: 0 in the first epoch, 1 in the last
   */
  float[] of(List<Example> minibatch, int row, double progress, RandomGenerator random) {
    float[] own = minibatch.get(row).features();
    int length = warmUp.length(own.length, progress);
    int reviews = mostMixed == 1 || length < LEAST_MIXED_LENGTH ? 1 : 1 + random.nextInt(mostMixed);
    if (reviews == 1 && count(own) <= length) {
      return own;
    }
    float[] pieces = new float[own.length];
    int filled = 0;
    for (int piece = 0; piece < reviews; piece++) {
      float[] ids = piece == 0 ? own : draw(minibatch, random);
      // Of what is left, the last piece takes all and the others a random part.
      int most = length - filled;
      int wanted = piece == reviews - 1 ? most : random.nextInt(most + 1);
      filled += copyWindow(ids, wanted, pieces, filled, random);
    }
    if (filled == 0) {
      return own;
    }
    return padding == Side.PRE ? atEnd(pieces, filled) : pieces;
  }

  private static float[] draw(List<Example> minibatch, RandomGenerator random) {
    return minibatch.get(random.nextInt(minibatch.size())).features();
  }

  /** Copies a window at a random place; returns its length, at most that of the sequence. */
  private int copyWindow(float[] ids, int wanted, float[] to, int at, RandomGenerator random) {
    int count = count(ids);
    int length = Math.min(wanted, count);
    int first = padding == Side.PRE ? ids.length - count : 0;
    System.arraycopy(ids, first + random.nextInt(count - length + 1), to, at, length);
    return length;
  }

  private static int count(float[] ids) {
    int count = 0;
    for (float id : ids) {
      count += id == Vocabulary.PADDING ? 0 : 1;
    }
    return count;
  }

  private static float[] atEnd(float[] ids, int count) {
    float[] moved = new float[ids.length];
    System.arraycopy(ids, 0, moved, ids.length - count, count);
    return moved;
  }
}
