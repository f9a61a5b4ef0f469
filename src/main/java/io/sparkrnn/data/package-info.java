/**
 * Rows of input, whatever they were read from. A {@link SourceRow} is a {@link Review}, an {@link
 * UnlabeledReview}, an {@link Observation} of a series, or a {@link BadRow} with the reason. Each
 * has its origin and its row number, for messages and for an order that does not depend on
 * partitions.
 *
 * <p>The packages below this one read such rows, each from one kind of source. This package holds
 * plain records and depends on no other package of the project.
 */
package io.sparkrnn.data;
