package io.sparkrnn.nn.fused;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * What a minibatch asks to be computed, and no more.
 *
 * <p>Every sequence counts from its first step after the last padding in it, and all are moved so
 * that they end together: a simple recurrent layer starts from zero wherever a sequence starts, so
 * this changes nothing. Sorted by length, longest first, the sequences at work at a step are the
 * first so many rows, and padding costs nothing.
 *
 * <p>A token that occurs again in the same sequence has the same projected input, and without
 * dropout so has one that occurs in another sequence. Each is projected once.
 */
final class SequencePlan {

  /** How far a token's projection can be shared. */
  enum Sharing {
    /** Dropout makes the same token differ from sequence to sequence. */
    WITHIN_SEQUENCE,
    WITHIN_BATCH
  }

  private int sequences;
  private int steps;
  private int tokens;
  private int rows;

  /** For each sorted place the row of the minibatch, and the length. */
  private int[] order = {};

  private int[] lengths = {};
  private int[] ends = {};

  /** For each step the sequences at work, and the first of their places. */
  private int[] active = {};

  private int[] first = {};

  /** For each place the projected row, and for each projected row its id and sequence. */
  private int[] rowOf = {};

  private int[] idOf = {};
  private int[] lastUse = {};
  private int[] sequenceOf = {};

  /** For each id the row it was last given, and in which pass; saves clearing the former. */
  private int[] rowOfId = {};

  private long[] passOfId = {};
  private long pass;

  /**
   * Plans a minibatch.
   *
   * @param ids [batch, length], row by row
   * @param mask the same shape, 0 where there is padding; null: no padding
   * @param vocabulary number of ids
   * @throws IllegalArgumentException if an id is none of the vocabulary
   */
  void plan(
      FloatBuffer ids, FloatBuffer mask, int batch, int length, int vocabulary, Sharing sharing) {
    sequences = batch;
    order = atLeast(order, batch);
    lengths = atLeast(lengths, batch);
    ends = atLeast(ends, batch);
    measure(mask, batch, length);
    sort(length);
    layOut();
    project(ids, length, vocabulary, sharing);
  }

  /**
   * Plans sequences of numbers, which are all equally long and share nothing: the projected rows
   * are the states, step by step.
   */
  void planWhole(int batch, int length) {
    sequences = batch;
    steps = length;
    tokens = Math.multiplyExact(batch, length);
    rows = tokens;
    order = atLeast(order, batch);
    active = atLeast(active, length);
    first = atLeast(first, length + 1);
    rowOf = atLeast(rowOf, tokens);
    lastUse = atLeast(lastUse, tokens);
    for (int sequence = 0; sequence < batch; sequence++) {
      order[sequence] = sequence;
    }
    for (int step = 0; step <= length; step++) {
      first[step] = step * batch;
    }
    Arrays.fill(active, 0, length, batch);
    for (int state = 0; state < tokens; state++) {
      rowOf[state] = state;
      lastUse[state] = state;
    }
  }

  private void measure(FloatBuffer mask, int batch, int length) {
    for (int row = 0; row < batch; row++) {
      int end = length;
      int start = 0;
      if (mask != null) {
        int base = row * length;
        while (end > 0 && mask.get(base + end - 1) == 0) {
          end--;
        }
        start = end;
        while (start > 0 && mask.get(base + start - 1) != 0) {
          start--;
        }
      }
      ends[row] = end;
      lengths[row] = end - start;
    }
  }

  /** By counting, longest first, equal ones in their own order. */
  private void sort(int longest) {
    int[] place = new int[longest + 2];
    for (int row = 0; row < sequences; row++) {
      place[longest - lengths[row] + 1]++;
    }
    for (int i = 1; i < place.length; i++) {
      place[i] += place[i - 1];
    }
    for (int row = 0; row < sequences; row++) {
      order[place[longest - lengths[row]]++] = row;
    }
    steps = sequences == 0 ? 0 : lengths[order[0]];
  }

  private void layOut() {
    active = atLeast(active, steps);
    first = atLeast(first, steps + 1);
    int working = 0;
    tokens = 0;
    for (int step = 0; step < steps; step++) {
      while (working < sequences && lengths[order[working]] >= steps - step) {
        working++;
      }
      active[step] = working;
      first[step] = tokens;
      tokens = Math.addExact(tokens, working);
    }
    first[steps] = tokens;
  }

  private void project(FloatBuffer ids, int length, int vocabulary, Sharing sharing) {
    rowOf = atLeast(rowOf, tokens);
    idOf = atLeast(idOf, tokens);
    lastUse = atLeast(lastUse, tokens);
    sequenceOf = atLeast(sequenceOf, tokens);
    if (rowOfId.length < vocabulary) {
      rowOfId = new int[vocabulary];
      passOfId = new long[vocabulary];
    }
    rows = 0;
    pass++;
    for (int place = 0; place < sequences; place++) {
      int sequence = order[place];
      int count = lengths[sequence];
      int from = ends[sequence] - count;
      if (sharing == Sharing.WITHIN_SEQUENCE) {
        pass++;
      }
      for (int i = 0; i < count; i++) {
        float given = ids.get(sequence * length + from + i);
        int id = (int) given;
        if (id != given || id < 0 || id >= vocabulary) {
          throw new IllegalArgumentException(
              "id %s at step %d of sequence %d is not in the embedding, which has ids 0 to %d"
                  .formatted(given, from + i, sequence, vocabulary - 1));
        }
        if (passOfId[id] != pass) {
          passOfId[id] = pass;
          rowOfId[id] = rows;
          idOf[rows] = id;
          sequenceOf[rows] = sequence;
          rows++;
        }
        rowOf[first[steps - count + i] + place] = rowOfId[id];
      }
    }
    for (int state = 0; state < tokens; state++) {
      lastUse[rowOf[state]] = state;
    }
  }

  private static int[] atLeast(int[] array, int length) {
    return array.length >= length ? array : Arrays.copyOf(array, length + length / 8);
  }

  int sequences() {
    return sequences;
  }

  /** Steps of the longest sequence. */
  int steps() {
    return steps;
  }

  /** Steps of all sequences, padding left out. */
  int tokens() {
    return tokens;
  }

  /** Different projected inputs. */
  int rows() {
    return rows;
  }

  /** Sequences at work at a step: places 0 to active-1. */
  int active(int step) {
    return active[step];
  }

  /** Where the states of a step begin, counted in states; those of place p come p later. */
  int first(int step) {
    return first[step];
  }

  /** The row of the minibatch at a sorted place. */
  int sequenceAt(int place) {
    return order[place];
  }

  /** The projected input of a state, counted as {@link #first} does. */
  int rowOf(int state) {
    return rowOf[state];
  }

  /** Whether no later state has the projected input of this one; going back, it is the first. */
  boolean isLastUse(int state) {
    return lastUse[rowOf[state]] == state;
  }

  /** The id of a projected input. */
  int idOf(int row) {
    return idOf[row];
  }

  /** The row of the minibatch that a projected input belongs to, where it is not shared. */
  int sequenceOf(int row) {
    return sequenceOf[row];
  }
}
