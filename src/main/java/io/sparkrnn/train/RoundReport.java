package io.sparkrnn.train;

/**
 * How far one averaging brought the network, and how far apart its replicas had come.
 *
 * @param movement the L2 norm of the mean change of the weights
 * @param spread the root mean square of the replicas' L2 distances from their mean
 */
record RoundReport(double movement, double spread) {}
