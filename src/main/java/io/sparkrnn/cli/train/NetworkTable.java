package io.sparkrnn.cli.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Layers of a network for a terminal, as Keras prints them: output size and parameters. */
final class NetworkTable {

  private static final String ROW = "%-44s  %12s  %14s%n";

  private NetworkTable() {}

  /** Returns the table, with an empty line before it. */
  static String of(MultiLayerNetwork network) {
    StringBuilder table = new StringBuilder(System.lineSeparator());
    append(table, "Layer (type)", "Output size", "Parameters");
    List<Long> outputs = outputs(network);
    for (int i = 0; i < network.getnLayers(); i++) {
      Layer layer = network.getLayer(i);
      append(
          table,
          "%s (%s)"
              .formatted(
                  layer.conf().getLayer().getLayerName(),
                  layer.conf().getLayer().getClass().getSimpleName()),
          outputs.get(i) == 0 ? "–" : number(outputs.get(i)),
          number(layer.numParams()));
    }
    append(table, "Total", "", number(network.numParams()));
    return table.toString();
  }

  /** Returns the size of each layer's output: what the next layer reads; 0 if it is unknown. */
  private static List<Long> outputs(MultiLayerNetwork network) {
    List<Long> outputs = new ArrayList<>();
    for (int i = 0; i < network.getnLayers(); i++) {
      long next = i + 1 < network.getnLayers() ? sizes(network, i + 1)[0] : 0;
      outputs.add(next > 0 ? next : sizes(network, i)[1]);
    }
    return outputs;
  }

  private static long[] sizes(MultiLayerNetwork network, int layer) {
    return network.getLayer(layer).conf().getLayer() instanceof FeedForwardLayer sized
        ? new long[] {sized.getNIn(), sized.getNOut()}
        : new long[2];
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static void append(StringBuilder table, String layer, String output, String parameters) {
    table.append(String.format(Locale.ROOT, ROW, layer, output, parameters));
  }
}
