/**
 * Training and testing of a workload's network as the settings say: validation split, epochs, and
 * an optional refit on all examples.
 */
package io.sparkrnn.fit;
