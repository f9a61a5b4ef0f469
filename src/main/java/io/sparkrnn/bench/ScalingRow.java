package io.sparkrnn.bench;

import io.sparkrnn.workload.LayerSize;

/**
 * Speed of a layer at one value of the varied size.
 *
 * @param value the varied size
 * @param examplesPerSecond examples per second
 * @param gflops GFLOP/s, see {@link LayerSize#flopPerExample}
 * @param fraction GFLOP/s as a fraction of the roofline of as many cores
 */
public record ScalingRow(int value, double examplesPerSecond, double gflops, double fraction) {}
