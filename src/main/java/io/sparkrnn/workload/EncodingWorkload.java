package io.sparkrnn.workload;

import io.sparkrnn.data.Split;
import java.util.List;
import java.util.Optional;

/** A workload whose networks encode examples to latent vectors and decode these to outputs. */
public interface EncodingWorkload extends Workload {

  /** Returns the encoder and the decoder of this workload's networks. */
  Codec codec();

  /** Returns the labels of a split's examples by index; empty if the data has none. */
  Optional<byte[]> labels(Split split);

  /**
   * Returns the shape of one output, such as rows and columns of an image.
   *
   * @param assets the model's assets
   */
  List<Integer> outputShape(List<Asset> assets);

  /**
   * Returns a PNG image that shows outputs.
   *
   * @param assets the model's assets
   */
  byte[] picture(List<Asset> assets, List<float[]> outputs);
}
