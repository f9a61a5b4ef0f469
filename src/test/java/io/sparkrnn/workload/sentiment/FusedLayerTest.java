package io.sparkrnn.workload.sentiment;

import io.sparkrnn.config.ModelSettings;

/** The network as computed by this project's layer. */
class FusedLayerTest extends SentimentNetworkContract {

  FusedLayerTest() {
    super(ModelSettings.Layer.FUSED);
  }
}
