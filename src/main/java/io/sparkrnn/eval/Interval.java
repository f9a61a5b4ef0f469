package io.sparkrnn.eval;

/** A closed range of numbers, such as a confidence interval. */
public record Interval(double low, double high) {}
