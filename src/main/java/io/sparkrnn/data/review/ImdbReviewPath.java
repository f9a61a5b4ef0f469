package io.sparkrnn.data.review;

import io.sparkrnn.data.BadRow;
import io.sparkrnn.data.Review;
import io.sparkrnn.data.SourceRow;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.UnlabeledReview;
import io.sparkrnn.data.file.SourceKindDetector;
import io.sparkrnn.data.file.Utf8;
import io.sparkrnn.error.BadDataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Location of a review within the Large Movie Review Dataset, such as {@code
 * aclImdb/train/pos/0_9.txt}.
 *
 * @param folder the folder, which determines split and label
 * @param origin the path from {@code aclImdb}, which rows have as their origin
 */
record ImdbReviewPath(Folder folder, String origin) implements Serializable {

  /** Folders of reviews below the root of the data set. */
  enum Folder {
    TRAIN_POS("train/pos"),
    TRAIN_NEG("train/neg"),
    TEST_POS("test/pos"),
    TEST_NEG("test/neg"),
    /** Unlabeled reviews. */
    TRAIN_UNSUP("train/unsup");

    private final String path;

    Folder(String path) {
      this.path = path;
    }

    /** The path from the root of the data set. */
    String path() {
      return path;
    }

    boolean isLabeled() {
      return this != TRAIN_UNSUP;
    }

    private SourceRow review(String origin, String text) {
      return switch (this) {
        case TRAIN_POS -> new Review(Split.TRAIN, origin, 1, 1, text);
        case TRAIN_NEG -> new Review(Split.TRAIN, origin, 1, 0, text);
        case TEST_POS -> new Review(Split.TEST, origin, 1, 1, text);
        case TEST_NEG -> new Review(Split.TEST, origin, 1, 0, text);
        case TRAIN_UNSUP -> new UnlabeledReview(origin, 1, text);
      };
    }

    /** Returns the folders to be read. */
    static List<Folder> read(ReviewSettings.Unlabeled unlabelled) {
      return Stream.of(values())
          .filter(folder -> folder.isLabeled() || unlabelled == ReviewSettings.Unlabeled.READ)
          .toList();
    }
  }

  /** Maximum size of a review, in bytes; the longest of the data set has 14 KB. */
  static final int LARGEST = 1 << 20;

  /**
   * Names of review files. Excludes hidden files, as archives created on macOS contain one for each
   * real file. The length limit is the one that file systems have.
   */
  private static final Pattern NAME = Pattern.compile("[^./][^/]{0,250}\\.txt");

  private static final Pattern ENTRY =
      Pattern.compile(
          "(?:\\./)?("
              + SourceKindDetector.IMDB_FOLDER
              + "/([a-z]+/[a-z]+)/("
              + NAME.pattern()
              + "))");

  /**
   * Returns the location that the name of an archive entry denotes, or empty if the entry is not a
   * review.
   */
  static Optional<ImdbReviewPath> ofEntry(String name) {
    Matcher entry = ENTRY.matcher(name);
    return entry.matches()
        ? Stream.of(Folder.values())
            .filter(folder -> folder.path().equals(entry.group(2)))
            .map(folder -> new ImdbReviewPath(folder, entry.group(1)))
            .findFirst()
        : Optional.empty();
  }

  static boolean isReviewName(String fileName) {
    return NAME.matcher(fileName).matches();
  }

  /** Returns a bad row for this review. */
  BadRow bad(String reason) {
    return new BadRow(origin, 1, reason);
  }

  /** Returns the bad row for a review of more than {@link #LARGEST} bytes. */
  BadRow tooLarge(long bytes) {
    return bad("has %d bytes, expected a review of at most %d".formatted(bytes, LARGEST));
  }

  /** Reads a review, or a bad row, from a stream; stops reading where it is too large. */
  SourceRow row(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(LARGEST + 1);
    return bytes.length > LARGEST ? bad("has more than %d bytes".formatted(LARGEST)) : row(bytes);
  }

  /** Decodes a review from the bytes of its file; returns a bad row if they are invalid. */
  SourceRow row(byte[] bytes) {
    Utf8.Decoded decoded = Utf8.decode(bytes);
    return decoded
        .fault()
        .or(() -> ReviewParser.fault(decoded.text()))
        .<SourceRow>map(this::bad)
        .orElseGet(() -> folder.review(origin, decoded.text()));
  }

  /** Number of reviews in each folder that is read. */
  static final class FolderCounts {

    private final Map<Folder, Integer> counts = new EnumMap<>(Folder.class);

    FolderCounts(ReviewSettings.Unlabeled unlabelled) {
      Folder.read(unlabelled).forEach(folder -> counts.put(folder, 0));
    }

    void count(ImdbReviewPath member) {
      counts.merge(member.folder(), 1, Integer::sum);
    }

    /**
     * Checks that every folder contains reviews.
     *
     * @param where the path of the input, for messages
     * @throws BadDataException if a folder has none
     */
    void requireAll(String where) {
      counts.forEach(
          (folder, count) -> {
            if (count == 0) {
              throw new BadDataException(
                  ("%s holds no reviews %s/%s/*.txt (found: %s); expected the Large Movie Review"
                          + " Dataset with train and test, each with pos and neg%s")
                      .formatted(
                          where,
                          SourceKindDetector.IMDB_FOLDER,
                          folder.path(),
                          this,
                          folder.isLabeled()
                              ? ""
                              : ", and train/unsup; set data.unlabeled = ignore to read it"
                                  + " without"));
            }
          });
    }

    @Override
    public String toString() {
      return counts.entrySet().stream()
          .map(entry -> entry.getValue() + " " + entry.getKey().path())
          .collect(Collectors.joining(", "));
    }
  }
}
