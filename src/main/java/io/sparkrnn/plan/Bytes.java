package io.sparkrnn.plan;

import java.util.Locale;

/** Sizes as people and Spark write them. */
public final class Bytes {

  static final long MIB = 1L << 20;

  /** What sizes are rounded up to. */
  private static final long STEP = 256 * MIB;

  private Bytes() {}

  static long roundedUp(long bytes) {
    return Math.max(1, (bytes + STEP - 1) / STEP) * STEP;
  }

  /** As Spark's options take it, in whole mebibytes. */
  static String option(long bytes) {
    long mebibytes = (bytes + MIB - 1) / MIB;
    return mebibytes % 1024 == 0 ? mebibytes / 1024 + "g" : mebibytes + "m";
  }

  /** For people, such as 15.0 MB, in units of 1024. */
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
