/** Measures how fast the job is on this machine, beside how fast the machine could be. */
package io.sparkrnn.bench;
