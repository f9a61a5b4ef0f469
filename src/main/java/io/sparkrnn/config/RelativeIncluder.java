package io.sparkrnn.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import java.io.File;
import java.net.URL;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/**
 * Resolves included files relative to the file that includes them, on the same file system. As in
 * HOCON, a missing file is an error only if it is {@code required(...)}. Includes by {@code
 * url(...)}, {@code file(...)} or {@code classpath(...)} are rejected, because the library would
 * read them without the limits of {@link HoconFiles}.
 *
 * @param open the files being read, the including one last
 */
record RelativeIncluder(HoconFiles files, List<Path> open)
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {

  private static final Set<String> WEB = Set.of("http", "https", "ftp");

  RelativeIncluder {
    open = List.copyOf(open);
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    Path including = including();
    Path included = included(including, what);
    try {
      return files.read(included, open).root();
    } catch (UnusableFileException e) {
      if (!e.isMissing()) {
        throw e;
      }
      if (context.parseOptions().getAllowMissing()) {
        return ConfigFactory.empty().root();
      }
      throw new UnusableFileException(
          including.toString(), "includes %s, which does not exist".formatted(included));
    }
  }

  private Path including() {
    return open.get(open.size() - 1);
  }

  private Path included(Path including, String what) {
    try {
      Path included = new Path(including.getParent(), what);
      if (included.toUri().getScheme() != null && WEB.contains(included.toUri().getScheme())) {
        throw refused(what);
      }
      return included;
    } catch (IllegalArgumentException e) {
      throw new UnusableFileException(
          including.toString(), "includes \"%s\", which is not a valid path".formatted(what));
    }
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    throw refused("file(\"%s\")".formatted(what));
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    throw refused("url(\"%s\")".formatted(what));
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    throw refused("classpath(\"%s\")".formatted(what));
  }

  private UnusableFileException refused(String what) {
    return new UnusableFileException(
        including().toString(),
        "includes %s, expected the path of a file beside this one: include \"other.conf\""
            .formatted(what));
  }
}
