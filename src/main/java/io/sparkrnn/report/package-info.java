/** Draws curves and writes the self-contained report of a run. */
package io.sparkrnn.report;
