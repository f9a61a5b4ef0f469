package io.sparkrnn.train;

/**
 * Change of the averaged model in one averaging round, and divergence of the replicas before it.
 *
 * @param movement L2 norm of the mean change of the weights
 * @param spread root mean square of the replicas' L2 distances from their mean
 */
record RoundReport(double movement, double spread) {

  /**
   * Returns the replica divergence, the spread relative to the movement: 0 if all replicas are
   * equal, even if none of them moved, and infinite if they moved but their mean did not.
   */
  double drift() {
    return spread == 0 ? 0 : spread / movement;
  }
}
