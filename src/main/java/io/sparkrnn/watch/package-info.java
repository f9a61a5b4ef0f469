/** Detection of stalls: ends a run that makes no progress, and logs what its executors do. */
package io.sparkrnn.watch;
