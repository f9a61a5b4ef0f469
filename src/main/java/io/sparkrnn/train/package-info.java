/** Data-parallel training: shards, epoch loop, and replica averaging with DL4J's Spark module. */
package io.sparkrnn.train;
