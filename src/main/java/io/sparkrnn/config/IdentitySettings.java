package io.sparkrnn.config;

import java.util.List;

/** Settings that determine what a job trains, as opposed to where it writes and what it reports. */
public final class IdentitySettings {

  /** Prefixes of settings that do not change what is trained. */
  private static final List<String> IGNORED =
      List.of(
          "output.",
          "run.",
          "logging.",
          "evaluation.",
          "checkpoint.",
          "watch.",
          // A checkpoint records its own kernels, and a difference is only logged.
          "blas.",
          "data.cache-dir",
          "data.storage",
          "preflight",
          "models.",
          "tracking.");

  private IdentitySettings() {}

  /** Whether a setting changes what is trained. */
  public static boolean include(String key) {
    return IGNORED.stream().noneMatch(key::startsWith);
  }
}
