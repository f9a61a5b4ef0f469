package io.sparkrnn.workload.autoencoder;

import io.sparkrnn.data.image.ImageSize;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.workload.Asset;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Principal component analysis of images: the linear autoencoder of least squared error, as the
 * baseline of a network with an equally long latent vector.
 *
 * @param mean the mean image, [pixels]
 * @param components [components][pixels], orthonormal
 */
record PrincipalComponents(ImageSize size, float[] mean, float[][] components)
    implements Serializable {

  /** Name of the asset that holds the components. */
  private static final String ASSET = "principal-components.txt";

  PrincipalComponents {
    int pixels = size.pixels();
    if (mean.length != pixels
        || Arrays.stream(components).anyMatch(component -> component.length != pixels)) {
      throw new IllegalArgumentException(
          "the mean and each component must have %d values, one per pixel".formatted(pixels));
    }
  }

  /**
   * The result of a fit.
   *
   * @param components the first principal components
   * @param keptVariance the explained share of the variance, in [0, 1]
   */
  record PcaFit(PrincipalComponents components, double keptVariance) {}

  /**
   * Fits components to images.
   *
   * @param moments mean and covariance of the images
   * @param number number of components, at most as many as there are pixels
   */
  static PcaFit fit(PixelStatistics moments, ImageSize size, int number) {
    SymmetricEigen eigen = SymmetricEigen.of(moments.covariance(), size.pixels());
    float[][] components = new float[number][];
    for (int i = 0; i < number; i++) {
      components[i] = floats(eigen.vectors()[i]);
    }
    double kept = Arrays.stream(eigen.values()).limit(number).sum();
    double all = Arrays.stream(eigen.values()).sum();
    return new PcaFit(
        new PrincipalComponents(size, floats(moments.mean()), components),
        all > 0 ? kept / all : 1);
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** Returns the projection of an image, [pixels], to the space of the components. */
  float[] reconstruct(float[] image) {
    double[] sum = new double[image.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = mean[i];
    }
    for (float[] component : components) {
      double share = 0;
      for (int i = 0; i < image.length; i++) {
        share += component[i] * ((double) image[i] - mean[i]);
      }
      for (int i = 0; i < image.length; i++) {
        sum[i] += share * component[i];
      }
    }
    return floats(sum);
  }

  /**
   * Returns the components as text: a line with rows, columns and number of components, a line with
   * the mean, and one line per component.
   */
  Asset toAsset() {
    StringBuilder text = new StringBuilder();
    text.append("%d %d %d\n".formatted(size.rows(), size.columns(), components.length));
    text.append(line(mean));
    for (float[] component : components) {
      text.append(line(component));
    }
    return new Asset(ASSET, text.toString());
  }

  private static String line(float[] values) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      line.append(i == 0 ? "" : " ").append(values[i]);
    }
    return line.append('\n').toString();
  }

  /**
   * Reads the components from a model's assets.
   *
   * @throws BadDataException if the asset is missing or damaged
   */
  static PrincipalComponents in(List<Asset> assets) {
    return Asset.content(assets, ASSET)
        .map(PrincipalComponents::parse)
        .orElseThrow(
            () ->
                new BadDataException(
                    "the model has no %s among its assets (%s); it cannot be used with images"
                        .formatted(
                            ASSET,
                            assets.stream().map(Asset::name).collect(Collectors.joining(", ")))));
  }

  private static PrincipalComponents parse(String text) {
    try {
      List<String> lines = text.lines().toList();
      int[] head =
          Arrays.stream(lines.get(0).split(" ")).mapToInt(Integer::parseInt).limit(3).toArray();
      if (lines.size() != head[2] + 2) {
        throw new IllegalArgumentException(
            "it has %d lines, expected %d".formatted(lines.size(), head[2] + 2));
      }
      return new PrincipalComponents(
          new ImageSize(head[0], head[1]),
          floats(lines.get(1)),
          lines.stream().skip(2).map(PrincipalComponents::floats).toArray(float[][]::new));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new BadDataException(
          "%s of the model is damaged: %s".formatted(ASSET, e.getMessage()), e);
    }
  }

  private static float[] floats(String line) {
    String[] words = line.split(" ");
    float[] values = new float[words.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(words[i]);
    }
    return values;
  }
}
