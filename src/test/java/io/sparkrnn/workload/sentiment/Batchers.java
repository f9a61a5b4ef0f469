package io.sparkrnn.workload.sentiment;

import io.sparkrnn.text.TextSettings.Side;
import io.sparkrnn.workload.Batcher;
import io.sparkrnn.workload.sentiment.ModelSettings.DroppedWord;
import io.sparkrnn.workload.sentiment.SequenceBatcher.Masking;
import io.sparkrnn.workload.sentiment.TrainingSequences.LengthWarmUp;

/** Batchers for tests. */
final class Batchers {

  private Batchers() {}

  /** One that changes nothing in training. */
  static Batcher plain(Masking masking) {
    return of(masking, wordDropout(0, DroppedWord.REMOVED, Side.PRE), 0, 1);
  }

  /** One that reads whole reviews and learns from labels. */
  static SequenceBatcher of(Masking masking, WordDropout dropout, double smoothing, int outputs) {
    return new SequenceBatcher(
        masking,
        new TrainingSequences(LengthWarmUp.NONE, 1, dropout.padding()),
        dropout,
        new TrainingTargets.Labels(smoothing, outputs),
        outputs);
  }

  static WordDropout wordDropout(double share, DroppedWord as, Side padding) {
    return new WordDropout(new ModelSettings.WordDropout(share, 0, as), padding);
  }
}
