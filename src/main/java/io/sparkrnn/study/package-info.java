/**
 * Comparisons of many trainings on the same prepared data. {@link ReplicaStudy} trains with one and
 * with more replicas, by several kinds of averaging and several seeds. {@link ValidatedTraining}
 * trains one candidate of a search and judges it on the validation split, without any access to the
 * test split. {@link StudyResult} and {@link SearchResult} compare the scores.
 *
 * <p>Each training runs through {@code fit}. The package must not write files: the subcommand is
 * notified after each training and writes the results.
 */
package io.sparkrnn.study;
