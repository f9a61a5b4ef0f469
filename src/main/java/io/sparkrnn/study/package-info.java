/**
 * Compares trainings, each with several seeds: by number of replicas and kind of averaging, or
 * candidates of a search by their validation splits.
 */
package io.sparkrnn.study;
