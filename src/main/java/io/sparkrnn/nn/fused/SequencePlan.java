package io.sparkrnn.nn.fused;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Plan of the computation for a minibatch of sequences that skips padding and repeated tokens.
 *
 * <p>Padding at the end of a sequence is removed. Of the rest, only the time steps after the last
 * padding count. The sequences are aligned at their ends and sorted by length, longest first, so
 * that the sequences active at a time step are the first rows and padding costs nothing. The
 * alignment does not change results, since every sequence begins with a zero state.
 *
 * <p>Repeated tokens of a sequence share one projected input; without dropout, so do equal tokens
 * of different sequences. Each projected input is computed once.
 */
final class SequencePlan {

  /** Range within which equal tokens share one projected input. */
  enum Sharing {
    /** With dropout, whose mask differs between sequences. */
    WITHIN_SEQUENCE,
    /** Without dropout. */
    WITHIN_BATCH
  }

  private int sequences;
  private int steps;
  private int tokens;
  private int rows;

  /** For each place in the sorted order, the row of the minibatch. */
  private int[] order = {};

  /** For each row of the minibatch, the length of its sequence. */
  private int[] lengths = {};

  /** For each row of the minibatch, the time step after the last one of its sequence. */
  private int[] ends = {};

  /** For each time step, the number of active sequences. */
  private int[] active = {};

  /** For each time step, the index of its first state. */
  private int[] first = {};

  /** For each state, the row of its projected input. */
  private int[] rowOf = {};

  /** For each projected row, its token id. */
  private int[] idOf = {};

  /** For each projected row, the last state that uses it. */
  private int[] lastUse = {};

  /** For each projected row, the row of the minibatch in which it occurs first. */
  private int[] sequenceOf = {};

  /** For each token id, the projected row; only valid if {@link #passOfId} is the current pass. */
  private int[] rowOfId = {};

  private long[] passOfId = {};
  private long pass;

  /**
   * Plans a minibatch.
   *
   * @param ids token ids, [batch, length], in row-major order
   * @param mask mask of the same shape, 0 for padding; null: no padding
   * @param vocabulary number of token ids
   * @throws IllegalArgumentException if an id is not in 0 .. vocabulary-1
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
   * Plans numeric sequences, which all have the same length and share no inputs: there is one
   * projected row per state, in the order of the states.
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

  /** Sorts the sequences by length, longest first, with a stable counting sort. */
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
    int running = 0;
    tokens = 0;
    for (int step = 0; step < steps; step++) {
      while (running < sequences && lengths[order[running]] >= steps - step) {
        running++;
      }
      active[step] = running;
      first[step] = tokens;
      tokens = Math.addExact(tokens, running);
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

  /** Returns the number of time steps of the longest sequence. */
  int steps() {
    return steps;
  }

  /** Returns the number of time steps of all sequences together, without padding. */
  int tokens() {
    return tokens;
  }

  /** Returns the number of distinct projected inputs. */
  int rows() {
    return rows;
  }

  /** Returns the number of active sequences at a time step, which have places 0 to active-1. */
  int active(int step) {
    return active[step];
  }

  /** Returns the index of the state of place 0 at a time step; that of place p is p larger. */
  int first(int step) {
    return first[step];
  }

  /** Returns the row of the minibatch at a place in the sorted order. */
  int sequenceAt(int place) {
    return order[place];
  }

  /** Returns the row of the projected input of a state, indexed as by {@link #first(int)}. */
  int rowOf(int state) {
    return rowOf[state];
  }

  /** Whether no later state uses the same projected input; the backward pass visits it first. */
  boolean isLastUse(int state) {
    return lastUse[rowOf[state]] == state;
  }

  /** Returns the token id of a projected input. */
  int idOf(int row) {
    return idOf[row];
  }

  /** Returns the row of the minibatch of a projected input that is not shared between sequences. */
  int sequenceOf(int row) {
    return sequenceOf[row];
  }
}
