package io.sparkrnn.workload;

/**
 * Size of a vocabulary, for the estimate of a job's memory.
 *
 * @param words number of ids
 * @param vectors floats of pretrained word vectors; 0 if there are none
 */
public record VocabularySize(int words, long vectors) {

  /** No vocabulary. */
  public static final VocabularySize NONE = new VocabularySize(0, 0);
}
