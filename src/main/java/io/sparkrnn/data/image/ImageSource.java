package io.sparkrnn.data.image;

import io.sparkrnn.data.Split;
import io.sparkrnn.error.BadDataException;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** Images of one size in a training and a test split. */
public interface ImageSource {

  /** For people: what is read, and from where. */
  String description();

  /** Equal where the images are. */
  String fingerprint();

  /** The size of all images. */
  ImageSize size();

  /** How many images a split has; 0: it has none. */
  long count(Split split);

  /**
   * Reads a split on the executors.
   *
   * @throws BadDataException when computed, if a file is not what its header says
   */
  JavaRDD<Image> read(JavaSparkContext context, Split split);

  /**
   * The labels of a split in the order of its images, each a number from 0 to 255; empty if there
   * are none.
   *
   * @throws BadDataException if a file is not what its header says
   */
  Optional<byte[]> labels(Split split);
}
