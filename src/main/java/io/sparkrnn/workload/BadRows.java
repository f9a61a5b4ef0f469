package io.sparkrnn.workload;

import io.sparkrnn.config.DataSettings.BadRowPolicy;
import io.sparkrnn.data.BadRow;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.Secrets;
import java.io.Serializable;
import java.util.Comparator;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;

/** What becomes of rows that cannot be used. */
public final class BadRows {

  private static final int SHOWN = 10;

  private BadRows() {}

  /**
   * Refuses them, or says what was left out; empty: there are none.
   *
   * @param source what messages call the input
   * @throws BadDataException with file, row and reason of the first ones, if that is the policy
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
                    .append("\n  %s: row %d: ".formatted(row.origin(), row.row()))
                    .append(row.reason()));
    if (count > SHOWN) {
      message.append("\n  and %d more".formatted(count - SHOWN));
    }
    if (policy == BadRowPolicy.FAIL) {
      throw new BadDataException(
          message + "\nMend them, or set data.on-bad-row = skip to leave them out");
    }
    return Optional.of(
        Secrets.hidden(message.toString()) + "\nThey were left out (data.on-bad-row = skip)");
  }

  private static int inOrder(BadRow one, BadRow other) {
    return key(one.origin(), one.row()).compareTo(key(other.origin(), other.row()));
  }

  /** A text that sorts as the origin and, within it, the row as a number. */
  public static String key(String origin, long row) {
    String digits = Long.toString(row);
    return origin + '\0' + "0".repeat(19 - digits.length()) + digits;
  }
}
