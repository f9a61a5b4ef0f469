package io.sparkrnn.workload.sentiment;

import io.sparkrnn.nn.RecurrentSettings.Layer;

/** The network as computed by this project's layer. */
class FusedLayerTest extends SentimentNetworkContract {

  FusedLayerTest() {
    super(Layer.FUSED);
  }
}
