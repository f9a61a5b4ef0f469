package io.sparkrnn.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigObject;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * Finds included files beside the file that includes them, on whatever file system that is. A
 * missing one is no error, unless it is {@code required(...)}: so HOCON has it.
 *
 * @param open the files being read, the including one last
 */
record RelativeIncluder(HoconFiles files, List<Path> open) implements ConfigIncluder {

  RelativeIncluder {
    open = List.copyOf(open);
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    Path including = open.get(open.size() - 1);
    Path included = new Path(including.getParent(), what);
    try {
      return files.read(included, open).root();
    } catch (MissingFileException e) {
      if (context.parseOptions().getAllowMissing()) {
        return ConfigFactory.empty().root();
      }
      throw new UnusableFileException(
          including.toString(), "includes %s, which does not exist".formatted(included));
    }
  }
}
