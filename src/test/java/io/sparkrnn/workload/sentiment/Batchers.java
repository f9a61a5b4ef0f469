package io.sparkrnn.workload.sentiment;

import io.sparkrnn.text.TextSettings.Side;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.sentiment.ModelSettings.DroppedWord;
import io.sparkrnn.workload.sentiment.SequenceBatcher.Masking;

/** Batchers for tests. */
final class Batchers {

  private Batchers() {}

  /** One that changes nothing in training. */
  static Batcher plain(Masking masking) {
    return new SequenceBatcher(masking, wordDropout(0, DroppedWord.REMOVED, Side.PRE), 0, 1);
  }

  static WordDropout wordDropout(double share, DroppedWord as, Side padding) {
    return new WordDropout(new ModelSettings.WordDropout(share, 0, as), padding);
  }
}
