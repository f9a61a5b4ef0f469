package io.sparkrnn.workload;

import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Trained model of another program. */
public interface ImportedModel {

  /** Returns the settings of this project for the same network, each as {@code key=value}. */
  List<String> settings();

  /** Copies the weights into a network that was made with these settings. */
  void copyInto(MultiLayerNetwork network);
}
