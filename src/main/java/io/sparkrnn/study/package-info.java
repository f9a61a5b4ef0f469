/** Compares trainings by number of replicas and kind of averaging, each with several seeds. */
package io.sparkrnn.study;
