package io.sparkrnn.workload.autoencoder;

import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.Exhibit;
import io.sparkrnn.workload.Exhibit.Image;
import io.sparkrnn.workload.Exhibit.Picture;
import io.sparkrnn.workload.Exhibit.ScatterPlot;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.autoencoder.ReconstructionTestMetrics.Judged;
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

/** Pictures of what a network makes of test images. */
final class AutoencoderExhibits {

  /** Among so many of the first images those to show are looked for. */
  private static final int FIRST = 200;

  /** Points of the latent space that are drawn, more or less. */
  private static final int POINTS = 1_500;

  private static final int STEPS = 10;
  private static final int LINES = 5;

  private final MultiLayerNetwork network;
  private final PrincipalComponents components;
  private final Optional<byte[]> labels;
  private final DenseCodec codec = new DenseCodec();

  /**
   * Exhibits of a network.
   *
   * @param labels of the test images by index
   */
  AutoencoderExhibits(
      MultiLayerNetwork network, PrincipalComponents components, Optional<byte[]> labels) {
    this.network = network;
    this.components = components;
    this.labels = labels;
  }

  /** Pictures of {@code count} images of each kind and the latent space. */
  List<Exhibit> of(PreparedData data, ReconstructionTestMetrics judged, int count) {
    List<Long> ordinary = ordinary(data.testCount(), count);
    List<Long> worst = judged.worst(count).stream().map(Judged::index).toList();
    List<Long> spread = spread(data.testCount());
    Map<Long, float[]> images = images(data, List.of(ordinary, worst, spread));
    List<Exhibit> exhibits = new ArrayList<>();
    if (!ordinary.isEmpty()) {
      exhibits.add(
          reconstructions(
              "Images and what became of them",
              "Test images and what is made of their latent vectors.",
              images,
              ordinary));
      exhibits.add(
          reconstructions(
              "Its largest errors",
              "The test images of the largest squared error, the largest first.",
              images,
              worst));
    }
    if (ordinary.size() > 1) {
      exhibits.add(lines(chosen(images, ordinary)));
    }
    exhibits.add(latentSpace(images, spread));
    return exhibits;
  }

  /** The first images, with labels one of each before the second of any. */
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

  /** Images from all over the test split. */
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
    return codec.encode(network, images.toArray(float[][]::new));
  }

  private Picture reconstructions(
      String title, String caption, Map<Long, float[]> all, List<Long> indices) {
    List<float[]> images = chosen(all, indices);
    List<float[]> own = List.of(codec.decode(network, latent(images)));
    List<float[]> linear = images.stream().map(components::reconstruct).toList();
    return new Picture(
        title,
        caption,
        List.of(
            row("Image", described(indices), images),
            row("Network", "The same as the network makes them again", own),
            row("PCA", "The same of as many principal components", linear)));
  }

  private String described(List<Long> indices) {
    return labels.isPresent()
        ? indices.stream()
            .map(index -> Integer.toString(label(index)))
            .collect(Collectors.joining(", ", "Test images of the labels ", ""))
        : "%d test images in a row".formatted(indices.size());
  }

  private Image row(String label, String alternative, List<float[]> images) {
    return new Image(label, alternative, ContactSheet.png(components.size(), List.of(images)));
  }

  /** Each line leads from one image to the next. */
  private Picture lines(List<float[]> images) {
    float[][] latent = latent(images);
    List<List<float[]>> rows = new ArrayList<>();
    for (int line = 0; line < Math.min(LINES, images.size() - 1); line++) {
      rows.add(List.of(codec.decode(network, steps(latent[line], latent[line + 1]))));
    }
    return new Picture(
        "From one image to the next",
        "What the network makes of vectors on a straight line from one image's to another's, a row a"
            + " line.",
        List.of(
            new Image(
                "",
                "%d rows of %d images that change by degrees".formatted(rows.size(), STEPS),
                ContactSheet.png(components.size(), rows))));
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
    LatentPlane plane = LatentPlane.of(latent(chosen(images, indices)));
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
                labels.isPresent() ? ", coloured by their labels, which training does not see" : "",
                plane.caption()),
        plane.xLabel(),
        plane.yLabel(),
        groups.entrySet().stream()
            .map(group -> plane.points(group.getKey(), group.getValue()))
            .toList());
  }
}
