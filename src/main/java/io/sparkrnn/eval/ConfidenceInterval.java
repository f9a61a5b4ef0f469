package io.sparkrnn.eval;

/** Closed range of numbers, such as a confidence interval. */
public record ConfidenceInterval(double low, double high) {}
