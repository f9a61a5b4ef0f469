/** Compares trainings that differ in replicas and averaging, each by several seeds. */
package io.sparkrnn.study;
