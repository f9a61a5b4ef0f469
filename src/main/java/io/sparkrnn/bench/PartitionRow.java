package io.sparkrnn.bench;

/**
 * Speed under Spark with a number of partitions.
 *
 * @param partitions number of partitions, which is also the number of replicas
 * @param epoch speed of an epoch, in examples per second
 * @param scoring speed of scoring, in reviews per second
 */
public record PartitionRow(int partitions, double epoch, double scoring) {}
