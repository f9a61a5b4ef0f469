package io.sparkrnn.workload.forecast;

import java.io.Serializable;
import java.util.List;

/** The errors of the network beside those of the forecasts that cost nothing. */
record Rivals(Errors network, Errors naive, Errors seasonal) implements Serializable {

  static Rivals none() {
    return new Rivals(new Errors(), new Errors(), new Errors());
  }

  void merge(Rivals other) {
    network.merge(other.network);
    naive.merge(other.naive);
    seasonal.merge(other.seasonal);
  }

  List<Errors> all() {
    return List.of(network, naive, seasonal);
  }
}
