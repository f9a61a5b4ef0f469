package io.sparkrnn.bench;

/**
 * A speed at one value of what is varied.
 *
 * @param gflops plain arithmetic, see {@link LayerSize#flopPerExample}
 * @param fraction of the roofline of as many cores
 */
public record ScalingRow(int value, double examplesPerSecond, double gflops, double fraction) {}
