package io.sparkrnn.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.io.IOUtils;

/** Style sheets of the report, and of plots outside of it. */
final class StyleSheets {

  private static final Pattern DECLARATION = Pattern.compile("--([\\w-]+): ([^;]+);");
  private static final Pattern USE = Pattern.compile("var\\(--([\\w-]+)\\)");

  private StyleSheets() {}

  /** Returns the style sheet of the report, which has a light and a dark scheme. */
  static String ofReport() {
    return read("report.css") + read("plot.css");
  }

  /** Returns the style sheet of the page over all runs. */
  static String ofRuns() {
    return ofReport() + read("runs.css");
  }

  /** Returns the style sheet of plots, with the colors of the light scheme for variables. */
  static String ofPlots() {
    Map<String, String> light = new HashMap<>();
    // The light scheme comes first; the dark one declares the same variables again.
    DECLARATION
        .matcher(read("report.css"))
        .results()
        .forEach(variable -> light.putIfAbsent(variable.group(1), variable.group(2)));
    return USE.matcher(read("plot.css")).replaceAll(use -> light.get(use.group(1)));
  }

  /** Returns a resource of this package. */
  static String read(String resource) {
    try {
      // Under spark-submit, the library's own class loader does not see the job's jar.
      return IOUtils.resourceToString(
          "io/sparkrnn/report/" + resource,
          StandardCharsets.UTF_8,
          StyleSheets.class.getClassLoader());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read resource " + resource, e);
    }
  }
}
