/**
 * The workload {@code review-sentiment}: texts are classified into two or more classes. {@link
 * ReviewSentiment} is the workload, {@link ReviewPreparation} turns rows into sequences of word
 * ids, {@link SentimentNetwork} is the network, and {@link SequenceBatcher} makes minibatches, with
 * word dropout and, under a teacher, {@link TrainingSequences}. {@link BinaryTestMetrics} and
 * {@link ClassTestMetrics} judge a model; {@link ReviewScorer} uses it.
 *
 * <p>No class outside this package may name one of it: {@link ReviewSentimentType} is registered as
 * a service. It must not depend on other workloads.
 */
package io.sparkrnn.workload.sentiment;
