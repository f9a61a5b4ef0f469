/** Benchmarks of the job, compared with the speed that the machine could reach. */
package io.sparkrnn.bench;
