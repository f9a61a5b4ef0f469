package io.sparkrnn.train;

/**
 * How far one averaging brought the network, and how far apart its replicas had come.
 *
 * @param movement the L2 norm of the mean change of the weights
 * @param spread the root mean square of the replicas' L2 distances from their mean
 */
record RoundReport(double movement, double spread) {

  /**
   * The spread relative to the movement: 0 where replicas agree, even if none of them moved, and
   * infinite where they moved and their mean did not.
   */
  double drift() {
    return spread == 0 ? 0 : spread / movement;
  }
}
