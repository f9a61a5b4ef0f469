package io.sparkrnn.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;

class NetworkTableTest {

  @Test
  void showsOutputsAndParametersInLessThan80Columns() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list(
                    new DenseLayer.Builder().name("hidden").nIn(1000).nOut(32).build(),
                    new OutputLayer.Builder().name("output").nIn(32).nOut(2).build())
                .build());
    network.init();

    assertThat(NetworkTable.of(network))
        .isEqualTo(
            """

Layer (type)                                   Output size      Parameters
hidden (DenseLayer)                                     32          32,032
output (OutputLayer)                                     2              66
Total                                                               32,098
""");
  }
}
