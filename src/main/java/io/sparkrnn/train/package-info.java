/** Shards, the epoch loop, and the averaging of replicas over DL4J's Spark module. */
package io.sparkrnn.train;
