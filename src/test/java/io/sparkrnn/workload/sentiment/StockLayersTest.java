package io.sparkrnn.workload.sentiment;

import io.sparkrnn.nn.RecurrentSettings.Layer;

/** The network as computed by Deeplearning4j's layers. */
class StockLayersTest extends SentimentNetworkContract {

  StockLayersTest() {
    super(Layer.STOCK);
  }
}
