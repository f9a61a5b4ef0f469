package io.sparkrnn.workload;

import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;

/**
 * Releases arrays whose memory lies outside the heap. The garbage collector, which does not know
 * its size, would free it late: a pass over millions of examples left a gigabyte behind.
 */
public final class NativeMemory {

  private NativeMemory() {}

  /** Releases an array, unless it is null, released or part of a workspace. */
  public static void release(INDArray array) {
    if (array != null && array.closeable()) {
      array.close();
    }
  }

  /** Releases the arrays of a minibatch that is no longer needed. */
  public static void release(DataSet minibatch) {
    Stream.of(
            minibatch.getFeatures(),
            minibatch.getLabels(),
            minibatch.getFeaturesMaskArray(),
            minibatch.getLabelsMaskArray())
        .forEach(NativeMemory::release);
  }
}
