package io.sparkrnn.workload;

/**
 * Numbers of examples.
 *
 * @param train training examples, including those held out for validation
 * @param test test examples
 * @param unlabeled examples without a label that are trained on as well
 */
public record ExampleCounts(long train, long test, long unlabeled) {}
