package io.sparkrnn.plan;

import java.util.Locale;

/** Formats sizes in bytes for display and for Spark's options. */
public final class Bytes {

  static final long MIB = 1L << 20;

  /** Unit that {@link #roundedUp} rounds to. */
  private static final long STEP = 256 * MIB;

  private Bytes() {}

  static long roundedUp(long bytes) {
    return Math.max(1, (bytes + STEP - 1) / STEP) * STEP;
  }

  /** Formats a size for Spark's options, rounded up to whole mebibytes, such as 512m or 2g. */
  static String option(long bytes) {
    long mebibytes = (bytes + MIB - 1) / MIB;
    return mebibytes % 1024 == 0 ? mebibytes / 1024 + "g" : mebibytes + "m";
  }

  /** Formats a size for display, such as 9.5 MB; a MB is 2^20 bytes, a GB is 2^30 bytes. */
  public static String human(long bytes) {
    double mebibytes = bytes / (double) MIB;
    if (mebibytes >= 1024) {
      return String.format(Locale.ROOT, "%.1f GB", mebibytes / 1024);
    }
    return mebibytes >= 10
        ? String.format(Locale.ROOT, "%.0f MB", mebibytes)
        : String.format(Locale.ROOT, "%.1f MB", mebibytes);
  }
}
