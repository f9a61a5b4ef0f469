package io.sparkrnn.workload.autoencoder;

import io.sparkrnn.workload.Exhibit;
import io.sparkrnn.workload.Exhibit.Table;
import io.sparkrnn.workload.Exhibit.TableStyle;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.Scores;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How near a network's images are to the test images, beside those of as many principal components.
 *
 * <p>Scores, in this order, means over the images: mse, the mean squared error; psnr, the peak
 * signal-to-noise ratio in decibels; ssim, the structural similarity; each followed by that of the
 * principal components; loss. All are NaN before the first image.
 */
final class ReconstructionTestMetrics implements Metrics {

  private static final long serialVersionUID = 1L;

  /** The most images whose error is kept. */
  static final int WORST_KEPT = 1_000;

  private static final Comparator<Judged> WORST_FIRST =
      Comparator.comparingDouble(Judged::error).reversed().thenComparingLong(Judged::index);

  /** An image and its mean squared error. */
  record Judged(long index, double error) implements Serializable {}

  private final AutoencoderSettings.Loss loss;

  /** Not sent back from the executors, since it is needed to add only. */
  private final transient PrincipalComponents components;

  private final transient StructuralSimilarity similarity;

  private final Tally network = new Tally();
  private final Tally linear = new Tally();
  private final List<Judged> worst = new ArrayList<>();
  private long count;
  private double lossSum;

  ReconstructionTestMetrics(AutoencoderSettings.Loss loss, PrincipalComponents components) {
    this.loss = loss;
    this.components = components;
    this.similarity = new StructuralSimilarity(components.size());
  }

  /** The sums of one way to make images again. */
  private static final class Tally implements Serializable {

    private static final long serialVersionUID = 1L;

    private double squared;
    private double ratio;
    private double similarity;

    double add(float[] image, float[] again, StructuralSimilarity measure) {
      double error = ReconstructionError.meanSquared(image, again);
      squared += error;
      ratio += ReconstructionError.peakSignalToNoise(error);
      similarity += measure.of(image, again);
      return error;
    }

    void merge(Tally other) {
      squared += other.squared;
      ratio += other.ratio;
      similarity += other.similarity;
    }
  }

  /**
   * {@inheritDoc}
   *
   * @param target the image, [pixels]
   * @param output what the network made of it, [pixels]
   */
  @Override
  public void add(long index, float[] target, float[] output) {
    double error = network.add(target, output, similarity);
    linear.add(target, components.reconstruct(target), similarity);
    lossSum += ReconstructionError.loss(loss, target, output);
    count++;
    worst.add(new Judged(index, error));
    if (worst.size() >= 2 * WORST_KEPT) {
      keepWorst();
    }
  }

  private void keepWorst() {
    worst.sort(WORST_FIRST);
    if (worst.size() > WORST_KEPT) {
      worst.subList(WORST_KEPT, worst.size()).clear();
    }
  }

  @Override
  public void merge(Metrics other) {
    if (!(other instanceof ReconstructionTestMetrics that)) {
      throw new IllegalArgumentException(
          "cannot merge %s into test metrics".formatted(other.getClass().getSimpleName()));
    }
    network.merge(that.network);
    linear.merge(that.linear);
    lossSum += that.lossSum;
    count += that.count;
    worst.addAll(that.worst);
    keepWorst();
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public Scores scores() {
    return Scores.empty()
        .with("mse", network.squared / count)
        .with("pca_mse", linear.squared / count)
        .with("psnr", network.ratio / count)
        .with("pca_psnr", linear.ratio / count)
        .with("ssim", network.similarity / count)
        .with("pca_ssim", linear.similarity / count)
        .with("loss", lossSum / count);
  }

  /** The images of the largest error, the largest first, at most {@link #WORST_KEPT}. */
  List<Judged> worst(int limit) {
    return worst.stream().sorted(WORST_FIRST).limit(limit).toList();
  }

  /** The network beside the principal components. */
  @Override
  public List<Exhibit> exhibits() {
    if (count == 0) {
      return List.of();
    }
    return List.of(
        new Table(
            "Against principal components",
            "Means over the test images. Principal component analysis, fitted to the training images,"
                + " keeps as many numbers of an image as the network does.",
            TableStyle.PLAIN,
            List.of("", "Network", "PCA"),
            List.of(
                row("Mean squared error", "%.6f", network.squared, linear.squared),
                row("Peak signal-to-noise ratio, dB", "%.2f", network.ratio, linear.ratio),
                row("Structural similarity", "%.4f", network.similarity, linear.similarity))));
  }

  private List<String> row(String name, String format, double own, double theirs) {
    return List.of(
        name,
        String.format(Locale.ROOT, format, own / count),
        String.format(Locale.ROOT, format, theirs / count));
  }
}
