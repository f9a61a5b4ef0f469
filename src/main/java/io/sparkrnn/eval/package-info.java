/**
 * Evaluation of networks on the executors, and statistics of scores. {@link Evaluator} computes a
 * workload's metrics over shards of examples; {@link CodecRunner} does the same with an encoder or
 * a decoder. {@link PairedCounts} compares two classifiers example by example, with McNemar's exact
 * test and Newcombe's interval; {@link SeedStatistics} summarizes trainings that differ in their
 * seed.
 *
 * <p>The package defines no metric itself: those are the workload's. It must not change a network
 * and must not depend on {@code fit} or {@code store}.
 */
package io.sparkrnn.eval;
