package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A checked configuration, and where each setting came from.
 *
 * @param job what the job is told
 * @param entries every setting, in the order of {@code reference.conf}
 */
public record ResolvedConfig(JobConfig job, List<Entry> entries) {

  /**
   * One setting, for people and files.
   *
   * @param key its full path
   * @param value in HOCON that is JSON too, on one line; secrets in URIs are replaced by asterisks
   * @param origin the file and line, the variable, property or option that gave it
   */
  public record Entry(String key, String value, String origin) {
    public Entry {
      requireNonNull(key, "key is null");
      requireNonNull(value, "value is null");
      requireNonNull(origin, "origin is null");
    }
  }

  public ResolvedConfig {
    requireNonNull(job, "job is null");
    entries = List.copyOf(entries);
  }

  /**
   * All settings as HOCON, one a line. Loaded again as a file, it gives the same {@link #job()},
   * except that secrets in URIs, which must not be saved with a model, are asterisks.
   */
  public String render() {
    return entries.stream()
        .map(entry -> "%s = %s\n".formatted(entry.key(), entry.value()))
        .collect(Collectors.joining());
  }
}
