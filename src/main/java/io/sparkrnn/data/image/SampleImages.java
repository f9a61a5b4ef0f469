package io.sparkrnn.data.image;

import io.sparkrnn.data.Fingerprint;
import io.sparkrnn.data.Split;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** Digits that the program draws: 4,000 to train with and 1,000 to test with, each digit alike. */
final class SampleImages implements ImageSource {

  private static final int TRAINING_IMAGES = 4_000;
  private static final int TEST_IMAGES = 1_000;
  private static final int DIGITS = 10;

  /** Raised when the same image would be drawn otherwise. */
  private static final int DRAWING = 1;

  @Override
  public String description() {
    return "embedded sample of drawn digits";
  }

  @Override
  public String fingerprint() {
    return new Fingerprint("drawn-digits").with("drawing", DRAWING).text();
  }

  @Override
  public ImageSize size() {
    return DrawnDigit.SIZE;
  }

  @Override
  public long count(Split split) {
    return split == Split.TRAIN ? TRAINING_IMAGES : TEST_IMAGES;
  }

  @Override
  public JavaRDD<Image> read(JavaSparkContext context, Split split) {
    List<Integer> indices = IntStream.range(0, (int) count(split)).boxed().toList();
    return context.parallelize(indices).map(index -> new Image(index, pixels(split, index)));
  }

  /** The image of an index: the ten digits in turn. */
  static byte[] pixels(Split split, int index) {
    // No image of one split is drawn as one of the other.
    long seed = split == Split.TRAIN ? index : TRAINING_IMAGES + index;
    return DrawnDigit.draw(index % DIGITS, seed);
  }

  @Override
  public Optional<byte[]> labels(Split split) {
    byte[] labels = new byte[(int) count(split)];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (i % DIGITS);
    }
    return Optional.of(labels);
  }
}
