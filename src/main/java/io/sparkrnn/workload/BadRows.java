package io.sparkrnn.workload;

import io.sparkrnn.config.DataSettings.BadRowPolicy;
import io.sparkrnn.data.BadRow;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.SecretRedaction;
import java.io.Serializable;
import java.util.Comparator;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;

/** Applies the policy for rows that cannot be used ({@code data.on-bad-row}). */
public final class BadRows {

  private static final int SHOWN = 10;

  private BadRows() {}

  /**
   * Fails on bad rows, or returns a warning about the rows that were left out.
   *
   * @param source description of the input, for messages
   * @return the warning; empty if there are no bad rows
   * @throws BadDataException with file, row and reason of the first bad rows, if the policy is
   *     {@link BadRowPolicy#FAIL} and there are any
   */
  public static Optional<String> check(JavaRDD<BadRow> bad, String source, BadRowPolicy policy) {
    long count = bad.count();
    if (count == 0) {
      return Optional.empty();
    }
    StringBuilder message = new StringBuilder();
    message.append(count).append(count == 1 ? " row of " : " rows of ");
    message.append(source).append(" cannot be used");
    bad.takeOrdered(SHOWN, (Comparator<BadRow> & Serializable) BadRows::inOrder)
        .forEach(
            row ->
                message
                    .append("\n  %s: ".formatted(row.origin()))
                    .append(row.row() == BadRow.UNNUMBERED ? "" : "row %d: ".formatted(row.row()))
                    .append(row.reason()));
    if (count > SHOWN) {
      message.append("\n  and %d more".formatted(count - SHOWN));
    }
    if (policy == BadRowPolicy.FAIL) {
      throw new BadDataException(
          message + "\nMend them, or set data.on-bad-row = skip to leave them out");
    }
    return Optional.of(
        SecretRedaction.hidden(message.toString())
            + "\nThey were left out (data.on-bad-row = skip)");
  }

  private static int inOrder(BadRow one, BadRow other) {
    int byPlace = key(one.origin(), one.row()).compareTo(key(other.origin(), other.row()));
    return byPlace != 0 ? byPlace : one.reason().compareTo(other.reason());
  }

  /** Returns a key whose string order is by origin and then by row number. */
  public static String key(String origin, long row) {
    String digits = Long.toString(row);
    return origin + '\0' + "0".repeat(19 - digits.length()) + digits;
  }
}
