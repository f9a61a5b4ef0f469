package io.sparkrnn.workload;

/**
 * How many examples there are.
 *
 * @param train for training and validation together
 */
public record ExampleCounts(long train, long test) {}
