package io.sparkrnn.data;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.config.DataSettings.Unlabelled;
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
 * A review's place in the Large Movie Review Dataset, {@code aclImdb/train/pos/0_9.txt}.
 *
 * @param origin the place as it is named in rows
 */
record ImdbMember(Folder folder, String origin) implements Serializable {

  /** Where reviews of a kind lie below the data set's root. */
  enum Folder {
    TRAIN_POS("train/pos"),
    TRAIN_NEG("train/neg"),
    TEST_POS("test/pos"),
    TEST_NEG("test/neg"),
    /** Reviews without a label. */
    TRAIN_UNSUP("train/unsup");

    private final String path;

    Folder(String path) {
      this.path = path;
    }

    String path() {
      return path;
    }

    boolean isLabelled() {
      return this != TRAIN_UNSUP;
    }

    private SourceRow review(String origin, String text) {
      return switch (this) {
        case TRAIN_POS -> new Review(Split.TRAIN, origin, 1, 1, text);
        case TRAIN_NEG -> new Review(Split.TRAIN, origin, 1, 0, text);
        case TEST_POS -> new Review(Split.TEST, origin, 1, 1, text);
        case TEST_NEG -> new Review(Split.TEST, origin, 1, 0, text);
        case TRAIN_UNSUP -> new UnlabelledReview(origin, 1, text);
      };
    }

    /** The folders that are looked into. */
    static List<Folder> read(Unlabelled unlabelled) {
      return Stream.of(values())
          .filter(folder -> folder.isLabelled() || unlabelled == Unlabelled.READ)
          .toList();
    }
  }

  static final String ROOT = "aclImdb";

  /** A review longer than this is no review: the longest of the data set has 14 KB. */
  static final int LARGEST = 1 << 20;

  /**
   * Hidden files are left out: archives made on a Mac hold one beside each real file. No file
   * system has longer names.
   */
  private static final Pattern NAME = Pattern.compile("[^./][^/]{0,250}\\.txt");

  private static final Pattern ENTRY =
      Pattern.compile("(?:\\./)?(" + ROOT + "/([a-z]+/[a-z]+)/(" + NAME.pattern() + "))");

  ImdbMember {
    requireNonNull(folder, "folder is null");
    requireNonNull(origin, "origin is null");
  }

  /** The review that an archive's entry holds; empty for all other entries. */
  static Optional<ImdbMember> ofEntry(String name) {
    Matcher entry = ENTRY.matcher(name);
    return entry.matches()
        ? Stream.of(Folder.values())
            .filter(folder -> folder.path().equals(entry.group(2)))
            .map(folder -> new ImdbMember(folder, entry.group(1)))
            .findFirst()
        : Optional.empty();
  }

  static boolean isReviewName(String fileName) {
    return NAME.matcher(fileName).matches();
  }

  BadRow bad(String reason) {
    return new BadRow(origin, 1, reason);
  }

  BadRow tooLarge(long bytes) {
    return bad("has %d bytes, expected a review of at most %d".formatted(bytes, LARGEST));
  }

  /** The review in a file that is read to its end, or to where it is too large. */
  SourceRow row(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(LARGEST + 1);
    return bytes.length > LARGEST ? bad("has more than %d bytes".formatted(LARGEST)) : row(bytes);
  }

  /** The review in a file's bytes, or why there is none. */
  SourceRow row(byte[] bytes) {
    Utf8.Decoded decoded = Utf8.decode(bytes);
    if (decoded instanceof Utf8.Broken broken) {
      return bad(broken.reason());
    }
    String text = ((Utf8.Text) decoded).text();
    return Texts.fault(text).<SourceRow>map(this::bad).orElseGet(() -> folder.review(origin, text));
  }

  /** How many reviews of each kind there are; none of the kinds that are read may be missing. */
  static final class Census {

    private final Map<Folder, Integer> counts = new EnumMap<>(Folder.class);

    Census(Unlabelled unlabelled) {
      Folder.read(unlabelled).forEach(folder -> counts.put(folder, 0));
    }

    void count(ImdbMember member) {
      counts.merge(member.folder(), 1, Integer::sum);
    }

    /**
     * Checks that all kinds were seen.
     *
     * @param where what messages call the input
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
                          ROOT,
                          folder.path(),
                          this,
                          folder.isLabelled()
                              ? ""
                              : ", and train/unsup; data.unlabelled = ignore does without"));
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
