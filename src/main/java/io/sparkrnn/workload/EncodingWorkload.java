package io.sparkrnn.workload;

import io.sparkrnn.data.Split;
import java.util.List;
import java.util.Optional;

/** A workload whose networks turn examples into short vectors and such vectors into outputs. */
public interface EncodingWorkload extends Workload {

  /** The two halves of its networks. */
  Codec codec();

  /** The labels of a split's examples by their index; empty if none are known. */
  Optional<byte[]> labels(Split split);

  /**
   * The shape of what a network puts out.
   *
   * @param assets of the model
   */
  List<Integer> outputShape(List<Asset> assets);

  /**
   * A PNG of outputs, to look at.
   *
   * @param assets of the model
   */
  byte[] picture(List<Asset> assets, List<float[]> outputs);
}
