/** Sees to it that a run whose executors stand still ends, and says what they were doing. */
package io.sparkrnn.watch;
