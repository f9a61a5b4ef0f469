package io.sparkrnn.data;

import io.sparkrnn.data.numpy.NpyReader;
import io.sparkrnn.error.BadDataException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.hadoop.conf.Configuration;

/** The four arrays of Keras's imdb.npz: word ranks of reviews and their labels, in stored order. */
final class KerasArrays {

  private static final String SUFFIX = ".npy";
  private static final Set<String> RANKS = Set.of("x_train", "x_test");
  private static final Set<String> LABELS = Set.of("y_train", "y_test");

  private final Map<String, int[][]> ranks = new HashMap<>();
  private final Map<String, long[]> labels = new HashMap<>();

  private KerasArrays() {}

  /** One split's reviews. */
  static final class Part {

    private final int[][] ranks;
    private final long[] labels;

    private Part(int[][] ranks, long[] labels) {
      this.ranks = ranks;
      this.labels = labels;
    }

    int size() {
      return ranks.length;
    }

    int[] ranks(int index) {
      return ranks[index];
    }

    long label(int index) {
      return labels[index];
    }
  }

  /**
   * Reads and checks an npz file.
   *
   * @throws BadDataException if it is damaged, or its arrays are not Keras's or do not fit together
   */
  static KerasArrays read(String path, Configuration hadoop) {
    KerasArrays arrays = new KerasArrays();
    Set<String> found = new TreeSet<>();
    try (ZipInputStream zip = new ZipInputStream(Inputs.open(path, hadoop))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        found.add(entry.getName());
        arrays.add(entry.getName(), zip, path);
        // Reading an entry to its end is what compares its checksum.
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new BadDataException(
          "%s is damaged or was not downloaded to its end (%s); arrays found: %s"
              .formatted(path, Inputs.reason(e), found),
          e);
    }
    for (String part : List.of("train", "test")) {
      arrays.check(part, path, found);
    }
    return arrays;
  }

  Part part(Split split) {
    String name = suffix(split);
    return new Part(ranks.get("x_" + name), labels.get("y_" + name));
  }

  static String suffix(Split split) {
    return split == Split.TRAIN ? "train" : "test";
  }

  /** The largest rank among the training reviews, 0 if they hold none. */
  int largestTrainingRank() {
    int largest = 0;
    for (int[] review : ranks.get("x_train")) {
      for (int rank : review) {
        largest = Math.max(largest, rank);
      }
    }
    return largest;
  }

  private void add(String entry, ZipInputStream zip, String path) throws IOException {
    if (!entry.endsWith(SUFFIX)) {
      return;
    }
    String name = entry.substring(0, entry.length() - SUFFIX.length());
    String where = path + "#" + name;
    InputStream array = new NotClosing(zip);
    if (RANKS.contains(name)) {
      ranks.put(name, NpyReader.integerLists(array, where));
    } else if (LABELS.contains(name)) {
      labels.put(name, NpyReader.integers(array, where));
    }
  }

  private void check(String part, String path, Set<String> found) {
    if (!ranks.containsKey("x_" + part) || !labels.containsKey("y_" + part)) {
      throw new BadDataException(
          ("%s lacks x_%s or y_%s: it holds %s, expected the arrays x_train, y_train, x_test and"
                  + " y_test of Keras's imdb.npz (no zip, or one"
                  + " that was cut short, shows none or fewer)")
              .formatted(path, part, part, found));
    }
    int reviews = ranks.get("x_" + part).length;
    int judged = labels.get("y_" + part).length;
    if (reviews != judged) {
      throw new BadDataException(
          "%s holds %d reviews in x_%s and %d labels in y_%s, expected as many"
              .formatted(path, reviews, part, judged, part));
    }
  }

  /** Lets a reader buffer and end without closing the zip around its entry. */
  private static final class NotClosing extends FilterInputStream {
    NotClosing(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }
}
