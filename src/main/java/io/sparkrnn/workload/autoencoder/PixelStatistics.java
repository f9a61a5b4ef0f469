package io.sparkrnn.workload.autoencoder;

import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.CblasUpper;
import static org.bytedeco.openblas.global.openblas.cblas_dsyrk;

import io.sparkrnn.nn.NativeThreads;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.TaskCores;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * Mean and covariance of pixels, from their sums and the sums of their products. Pixels are rounded
 * to whole 255ths, so that doubles hold all sums exactly and the result depends neither on Spark's
 * partitioning nor on the order of addition.
 */
final class PixelStatistics implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Value of a white pixel. */
  private static final int WHITE = 255;

  private static final int IMAGES_AT_ONCE = 512;

  private final int pixels;
  private long images;
  private final double[] sums;

  /** Sums of products, [pixels, pixels]; only the diagonal and the elements above it are set. */
  private final double[] products;

  PixelStatistics(int pixels) {
    this.pixels = pixels;
    this.sums = new double[pixels];
    this.products = new double[Math.multiplyExact(pixels, pixels)];
  }

  /** Computes the statistics of all images on the executors. */
  static PixelStatistics of(JavaRDD<Example> images, int pixels) {
    int cores = TaskCores.of(images.context());
    return images
        .mapPartitions(
            partition -> {
              NativeThreads.limitTo(cores);
              PixelStatistics moments = new PixelStatistics(pixels);
              moments.addAll(partition);
              return List.of(moments).iterator();
            })
        .treeReduce(PixelStatistics::plus);
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

  private PixelStatistics plus(PixelStatistics other) {
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

  /** Returns the mean image, [pixels], from 0 (black) to 1 (white). */
  double[] mean() {
    double[] mean = new double[pixels];
    for (int i = 0; i < pixels; i++) {
      mean[i] = sums[i] / images / WHITE;
    }
    return mean;
  }

  /** Returns the covariance of the images as the whole population, the full [pixels, pixels]. */
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
