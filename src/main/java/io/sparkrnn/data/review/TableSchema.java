package io.sparkrnn.data.review;

import io.sparkrnn.error.BadDataException;
import java.io.Serializable;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * Columns and label values of a table of reviews. Its string form enters fingerprints.
 *
 * @param text column of the text
 * @param label column of the label
 * @param labels rule that turns cells into labels
 * @param unlabelled treatment of rows without a label
 */
record TableSchema(
    String text, String label, LabelParser labels, ReviewSettings.Unlabeled unlabelled)
    implements Serializable {

  /** Maximum number of characters of column names that messages quote. */
  private static final int LONGEST_SHOWN = 1_000;

  static TableSchema of(ReviewSettings settings) {
    return new TableSchema(
        settings.textColumn(),
        settings.labelColumn(),
        LabelParser.of(settings),
        settings.unlabelled());
  }

  /**
   * Checks that a table has both columns.
   *
   * @param found names of the columns of the table
   * @param where the path of the table, for messages
   * @throws BadDataException if a column is missing
   */
  void requireColumns(Collection<String> found, String where) {
    requireColumn(text, ReviewSettings.TEXT_COLUMN, found, where);
    requireColumn(label, ReviewSettings.LABEL_COLUMN, found, where);
  }

  /**
   * Checks that a table has a column.
   *
   * @param key setting of the column's name, for messages
   */
  static void requireColumn(String wanted, String key, Collection<String> found, String where) {
    if (!found.contains(wanted)) {
      throw new BadDataException(
          "%s has no column '%s' (%s): its columns are %s%s"
              .formatted(
                  where,
                  wanted,
                  key,
                  shown(found),
                  nearest(wanted, found)
                      .map(name -> "; did you mean %s = '%s'?".formatted(key, name))
                      .orElse("")));
    }
  }

  /** Shortens a list of columns; it may be very long if the file is not a table. */
  private static String shown(Collection<String> names) {
    String all = names.toString();
    return all.length() <= LONGEST_SHOWN ? all : all.substring(0, LONGEST_SHOWN) + "...]";
  }

  private static Optional<String> nearest(String wanted, Collection<String> found) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    String sought = wanted.toLowerCase(Locale.ROOT);
    return found.stream()
        .filter(name -> !name.isBlank() && name.length() < LONGEST_SHOWN)
        .min(
            Comparator.comparingInt(name -> distance.apply(sought, name.toLowerCase(Locale.ROOT))));
  }
}
