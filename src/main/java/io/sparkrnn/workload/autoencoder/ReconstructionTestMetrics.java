package io.sparkrnn.workload.autoencoder;

import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.Figure.Table;
import io.sparkrnn.workload.Figure.TableStyle;
import io.sparkrnn.workload.Metrics;
import io.sparkrnn.workload.Scores;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Metrics of the test of an autoencoder: the reconstruction errors of the network and, as a
 * baseline, of principal component analysis with an equally long latent vector.
 *
 * <p>Scores, in this order, as means over the images: mse, the mean squared error; psnr, the peak
 * signal-to-noise ratio in decibels; ssim, the structural similarity; each followed by that of the
 * principal components; loss. All are NaN before the first image.
 */
final class ReconstructionTestMetrics implements Metrics {

  private static final long serialVersionUID = 1L;

  /** Maximum number of images whose error is kept. */
  static final int WORST_KEPT = 1_000;

  private static final Comparator<ImageError> WORST_FIRST =
      Comparator.comparingDouble(ImageError::error).reversed().thenComparingLong(ImageError::index);

  /**
   * The reconstruction error of an image.
   *
   * @param index the image's index in the test split
   * @param error its mean squared error
   */
  record ImageError(long index, double error) implements Serializable {}

  private final AutoencoderSettings.Loss loss;

  /** Transient, because only {@link #add} needs it; it is not sent back from the executors. */
  private final transient PrincipalComponents components;

  private final transient StructuralSimilarity similarity;

  private final Tally network = new Tally();
  private final Tally linear = new Tally();
  private final List<ImageError> worst = new ArrayList<>();
  private long count;
  private double lossSum;

  ReconstructionTestMetrics(AutoencoderSettings.Loss loss, PrincipalComponents components) {
    this.loss = loss;
    this.components = components;
    this.similarity = new StructuralSimilarity(components.size());
  }

  /** Sums over the images for one kind of reconstruction. */
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
   * @param output the network's reconstruction, [pixels]
   */
  @Override
  public void add(long index, float[] target, float[] output) {
    double error = network.add(target, output, similarity);
    linear.add(target, components.reconstruct(target), similarity);
    lossSum += ReconstructionError.loss(loss, target, output);
    count++;
    worst.add(new ImageError(index, error));
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

  /**
   * Returns the images with the largest error, the largest first.
   *
   * @param limit maximum number of images, at most {@link #WORST_KEPT}
   */
  List<ImageError> worst(int limit) {
    return worst.stream().sorted(WORST_FIRST).limit(limit).toList();
  }

  /** {@inheritDoc} A table that compares the network with the principal components. */
  @Override
  public List<Figure> figures() {
    if (count == 0) {
      return List.of();
    }
    return List.of(
        new Table(
            "Comparison with principal components",
            "Means over the test images. Principal component analysis is fitted to the training"
                + " images, with as many components as the network has latent units.",
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
