package io.sparkrnn.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A checked configuration, with the origin of each setting.
 *
 * @param job the settings of the job
 * @param entries all settings, in the order of {@code reference.conf}
 */
public record ResolvedConfig(JobConfig job, List<Entry> entries) {

  /**
   * A setting with its value, for display and for files.
   *
   * @param key full path of the setting
   * @param value value as HOCON and JSON on one line; secrets in URIs are replaced by asterisks
   * @param origin the file and line, variable, property or option that set it
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
   * Renders all settings as HOCON, one per line. Loaded as a file, the text gives the same {@link
   * #job()}, except for secrets in URIs, which are replaced by asterisks because they must not be
   * saved with a model.
   */
  public String render() {
    return entries.stream()
        .map(entry -> "%s = %s\n".formatted(entry.key(), entry.value()))
        .collect(Collectors.joining());
  }
}
