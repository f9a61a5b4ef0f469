/**
 * Recurrent layers that are computed as a whole, close to the speed of BLAS. {@link
 * FusedEmbeddingRnn} replaces DL4J's embedding, simple recurrent layer and last time step; {@link
 * FusedRnn} does so for sequences of numbers. {@link SequencePlan} decides what of a minibatch is
 * computed, {@link TokenProjection} and {@link Recurrence} compute it, and {@link FusedUpdater}
 * makes the optimizer's step in one pass. {@link NetworkConversion} converts a network to DL4J's
 * own layers and back.
 *
 * <p>Tests compare both forms. The package depends on {@code nn} and {@code blas}, and must not use
 * Spark.
 */
package io.sparkrnn.nn.fused;
