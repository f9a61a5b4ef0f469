package io.sparkrnn.workload.autoencoder;

import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.CblasUpper;
import static org.bytedeco.openblas.global.openblas.cblas_dsyrk;

import io.sparkrnn.nn.NativeThreads;
import io.sparkrnn.workload.Example;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.api.java.JavaRDD;

/**
 * How many images there are, the sum of each pixel and the sum of each product of two. Pixels are
 * counted in whole 255ths, so that doubles hold all sums exactly: they are the same however Spark
 * partitioned the images and in whatever order parts are added.
 */
final class PixelMoments implements Serializable {

  private static final long serialVersionUID = 1L;

  /** What a white pixel counts. */
  private static final int WHITE = 255;

  private static final int IMAGES_AT_ONCE = 512;

  private final int pixels;
  private long images;
  private final double[] sums;

  /** [pixels, pixels], above the diagonal and on it. */
  private final double[] products;

  PixelMoments(int pixels) {
    this.pixels = pixels;
    this.sums = new double[pixels];
    this.products = new double[Math.multiplyExact(pixels, pixels)];
  }

  /** Of all images, computed on the executors. */
  static PixelMoments of(JavaRDD<Example> images, int pixels) {
    int cores = images.context().getConf().getInt("spark.task.cpus", 1);
    return images
        .mapPartitions(
            part -> {
              NativeThreads.limitTo(cores);
              PixelMoments moments = new PixelMoments(pixels);
              moments.addAll(part);
              return java.util.List.of(moments).iterator();
            })
        .treeReduce(PixelMoments::plus);
  }

  void addAll(Iterator<Example> examples) {
    double[] block = new double[IMAGES_AT_ONCE * pixels];
    while (examples.hasNext()) {
      int rows = 0;
      for (; rows < IMAGES_AT_ONCE && examples.hasNext(); rows++) {
        float[] image = examples.next().features();
        for (int i = 0; i < pixels; i++) {
          double value = Math.round(image[i] * WHITE);
          block[rows * pixels + i] = value;
          sums[i] += value;
        }
      }
      images += rows;
      // products += transpose(block) block
      cblas_dsyrk(
          CblasRowMajor,
          CblasUpper,
          CblasTrans,
          pixels,
          rows,
          1,
          block,
          pixels,
          1,
          products,
          pixels);
    }
  }

  private PixelMoments plus(PixelMoments other) {
    images += other.images;
    add(sums, other.sums);
    add(products, other.products);
    return this;
  }

  private static void add(double[] sums, double[] others) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += others[i];
    }
  }

  /** The mean image, black 0 and white 1. */
  double[] mean() {
    double[] mean = new double[pixels];
    for (int i = 0; i < pixels; i++) {
      mean[i] = sums[i] / images / WHITE;
    }
    return mean;
  }

  /** [pixels, pixels], all of it; the mean over the images. */
  double[] covariance() {
    double[] mean = mean();
    double[] covariance = new double[products.length];
    for (int i = 0; i < pixels; i++) {
      for (int j = i; j < pixels; j++) {
        double value =
            products[i * pixels + j] / images / ((double) WHITE * WHITE) - mean[i] * mean[j];
        covariance[i * pixels + j] = value;
        covariance[j * pixels + i] = value;
      }
    }
    return covariance;
  }
}
