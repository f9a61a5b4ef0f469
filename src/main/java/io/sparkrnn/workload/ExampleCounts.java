package io.sparkrnn.workload;

/**
 * Number of examples of each split.
 *
 * @param train training examples, including those held out for validation
 * @param test test examples
 */
public record ExampleCounts(long train, long test) {}
