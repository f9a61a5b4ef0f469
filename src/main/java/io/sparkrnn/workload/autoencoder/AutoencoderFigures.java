package io.sparkrnn.workload.autoencoder;

import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.Figure;
import io.sparkrnn.workload.Figure.Image;
import io.sparkrnn.workload.Figure.Picture;
import io.sparkrnn.workload.Figure.ScatterPlot;
import io.sparkrnn.workload.PreparedData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Figures of an autoencoder's test: reconstructions, interpolations and the latent space.
 *
 * @param components the principal components that the network is compared with
 * @param labels labels of the test images by index; empty if the data has none
 */
record AutoencoderFigures(
    MultiLayerNetwork network, PrincipalComponents components, Optional<byte[]> labels) {

  /** Number of leading test images among which the ones to show are chosen. */
  private static final int FIRST = 200;

  /** Approximate number of points in the plot of the latent space. */
  private static final int POINTS = 1_500;

  private static final int STEPS = 10;
  private static final int LINES = 5;
  private static final DenseCodec CODEC = new DenseCodec();

  /** Returns pictures of {@code count} images of each kind, and a plot of the latent space. */
  List<Figure> of(PreparedData data, ReconstructionTestMetrics judged, int count) {
    List<Long> ordinary = ordinary(data.testCount(), count);
    List<Long> worst =
        judged.worst(count).stream().map(ReconstructionTestMetrics.ImageError::index).toList();
    List<Long> spread = spread(data.testCount());
    Map<Long, float[]> images = images(data, List.of(ordinary, worst, spread));
    List<Figure> figures = new ArrayList<>();
    if (!ordinary.isEmpty()) {
      figures.add(
          reconstructions(
              "Images and their reconstructions",
              "Test images and their reconstructions from the latent vectors.",
              images,
              ordinary));
      figures.add(
          reconstructions(
              "Largest reconstruction errors",
              "The test images with the largest squared error, the largest first.",
              images,
              worst));
    }
    if (ordinary.size() > 1) {
      figures.add(lines(chosen(images, ordinary)));
    }
    figures.add(latentSpace(images, spread));
    return figures;
  }

  /** Returns the first images; with labels, the first one of each label before any second one. */
  private List<Long> ordinary(long total, int count) {
    Map<Integer, Integer> seen = new TreeMap<>();
    record Candidate(long index, int turn, int label) {}
    return LongStream.range(0, Math.min(total, Math.max(FIRST, count)))
        .mapToObj(
            index -> new Candidate(index, seen.merge(label(index), 1, Integer::sum), label(index)))
        .sorted(
            Comparator.comparingInt(Candidate::turn)
                .thenComparingInt(Candidate::label)
                .thenComparingLong(Candidate::index))
        .limit(count)
        .map(Candidate::index)
        .toList();
  }

  private int label(long index) {
    return labels.map(all -> all[(int) index] & 0xFF).orElse(0);
  }

  /** Returns evenly spaced indices of the test split. */
  private static List<Long> spread(long total) {
    long stride = Math.max(1, (total + POINTS - 1) / POINTS);
    return LongStream.range(0, total)
        .filter(index -> index % stride == 0)
        .boxed()
        .collect(Collectors.toList());
  }

  private static Map<Long, float[]> images(PreparedData data, List<List<Long>> wanted) {
    Set<Long> all = new HashSet<>();
    wanted.forEach(all::addAll);
    return data.test().filter(example -> all.contains(example.index())).collect().stream()
        .collect(Collectors.toMap(Example::index, Example::features));
  }

  private static List<float[]> chosen(Map<Long, float[]> images, List<Long> indices) {
    return indices.stream().map(images::get).toList();
  }

  private float[][] latent(List<float[]> images) {
    return CODEC.encode(network, images.toArray(float[][]::new));
  }

  private Picture reconstructions(
      String title, String caption, Map<Long, float[]> all, List<Long> indices) {
    List<float[]> images = chosen(all, indices);
    List<float[]> own = List.of(CODEC.decode(network, latent(images)));
    List<float[]> linear = images.stream().map(components::reconstruct).toList();
    return new Picture(
        title,
        caption,
        List.of(
            row("Image", described(indices), images),
            row("Network", "The images as reconstructed by the network", own),
            row("PCA", "The images as reconstructed by as many principal components", linear)));
  }

  private String described(List<Long> indices) {
    return labels.isPresent()
        ? indices.stream()
            .map(index -> Integer.toString(label(index)))
            .collect(Collectors.joining(", ", "Test images of the labels ", ""))
        : "%d test images in a row".formatted(indices.size());
  }

  private Image row(String label, String alternative, List<float[]> images) {
    return new Image(label, alternative, ImageGrid.png(components.size(), List.of(images)));
  }

  /** Returns one row of decoded images for each pair of neighboring images. */
  private Picture lines(List<float[]> images) {
    float[][] latent = latent(images);
    List<List<float[]>> rows = new ArrayList<>();
    for (int line = 0; line < Math.min(LINES, images.size() - 1); line++) {
      rows.add(List.of(CODEC.decode(network, steps(latent[line], latent[line + 1]))));
    }
    return new Picture(
        "Interpolation in the latent space",
        "Each row shows decoded vectors on the straight line between the latent vectors of two"
            + " images.",
        List.of(
            new Image(
                "",
                "%d rows of %d images that change gradually".formatted(rows.size(), STEPS),
                ImageGrid.png(components.size(), rows))));
  }

  private static float[][] steps(float[] from, float[] to) {
    float[][] steps = new float[STEPS][from.length];
    for (int step = 0; step < STEPS; step++) {
      float share = step / (STEPS - 1f);
      for (int i = 0; i < from.length; i++) {
        steps[step][i] = from[i] + share * (to[i] - from[i]);
      }
    }
    return steps;
  }

  private ScatterPlot latentSpace(Map<Long, float[]> images, List<Long> indices) {
    LatentProjection plane = LatentProjection.of(latent(chosen(images, indices)));
    Map<String, List<Integer>> groups =
        new TreeMap<>(Comparator.comparingInt(String::length).thenComparing(name -> name));
    for (int i = 0; i < indices.size(); i++) {
      long index = indices.get(i);
      String name = labels.isPresent() ? Integer.toString(label(index)) : "test images";
      groups.computeIfAbsent(name, any -> new ArrayList<>()).add(i);
    }
    return new ScatterPlot(
        "The latent space",
        "Latent vectors of %d test images%s. %s"
            .formatted(
                indices.size(),
                labels.isPresent() ? ", colored by their labels, which training does not use" : "",
                plane.caption()),
        plane.xLabel(),
        plane.yLabel(),
        groups.entrySet().stream()
            .map(group -> plane.points(group.getKey(), group.getValue()))
            .toList());
  }
}
