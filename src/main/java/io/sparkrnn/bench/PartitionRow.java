package io.sparkrnn.bench;

/**
 * Speeds under Spark with so many partitions, and so replicas.
 *
 * @param epoch examples a second
 * @param scoring reviews a second
 */
public record PartitionRow(int partitions, double epoch, double scoring) {}
