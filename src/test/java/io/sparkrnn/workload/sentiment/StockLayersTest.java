package io.sparkrnn.workload.sentiment;

import io.sparkrnn.config.ModelSettings;

/** The network as computed by Deeplearning4j's layers. */
class StockLayersTest extends SentimentNetworkContract {

  StockLayersTest() {
    super(ModelSettings.Layer.STOCK);
  }
}
