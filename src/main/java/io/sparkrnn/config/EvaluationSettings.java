package io.sparkrnn.config;

/**
 * How validation and test are computed ({@code evaluation.*}).
 *
 * @param batchSize examples a forward pass
 * @param examplesShown right and wrong examples of each kind in the report
 */
public record EvaluationSettings(int batchSize, int examplesShown) {}
