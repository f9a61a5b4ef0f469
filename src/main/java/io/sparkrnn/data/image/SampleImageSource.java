package io.sparkrnn.data.image;

import io.sparkrnn.data.Split;
import io.sparkrnn.data.file.Fingerprint;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Source of the embedded sample of images: 4,000 training and 1,000 test images of rendered digits,
 * equally many of each digit.
 */
final class SampleImageSource implements ImageSource {

  private static final int TRAINING_IMAGES = 4_000;
  private static final int TEST_IMAGES = 1_000;
  private static final int DIGITS = 10;

  /** Version of the renderer; incremented when the same image is rendered differently. */
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
    return DigitRenderer.SIZE;
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

  /** Renders the image with an index; the digits 0 to 9 take turns. */
  static byte[] pixels(Split split, int index) {
    // Different seeds, so that no image is in both splits.
    long seed = split == Split.TRAIN ? index : TRAINING_IMAGES + index;
    return DigitRenderer.draw(index % DIGITS, seed);
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
