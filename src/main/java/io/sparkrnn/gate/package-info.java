/**
 * Decisions of scheduled retraining. {@link DataGate} rejects data before the training if it
 * differs too much from that of the newest version of a model. {@link PromotionGate} decides
 * whether a new version becomes the current one, and {@link PromotionDecision} records the decision
 * and its reason.
 *
 * <p>The package only computes decisions: it must not read or write versions, which {@code store}
 * does, and it does not use Spark.
 */
package io.sparkrnn.gate;
