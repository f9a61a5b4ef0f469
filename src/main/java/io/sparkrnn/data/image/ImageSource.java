package io.sparkrnn.data.image;

import io.sparkrnn.data.Split;
import io.sparkrnn.error.BadDataException;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** Source of images of one size, with a training and a test split. */
public interface ImageSource {

  /** One-line description for logs and reports: the images and their path. */
  String description();

  /** Fingerprint of the input in its present state; equal fingerprints mean equal images. */
  String fingerprint();

  /** Size of each image. */
  ImageSize size();

  /** Number of images in a split. */
  long count(Split split);

  /**
   * Reads a split on the executors.
   *
   * @throws BadDataException when the RDD is computed, if a file contradicts its header
   */
  JavaRDD<Image> read(JavaSparkContext context, Split split);

  /**
   * Returns the labels of a split in the order of its images, each an unsigned byte; empty if there
   * are none.
   *
   * @throws BadDataException if a file contradicts its header
   */
  Optional<byte[]> labels(Split split);
}
