package io.sparkrnn.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import io.sparkrnn.error.MessageText;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;

/**
 * Reads configuration files, and the files that they include, from the local disk and from Hadoop
 * file systems. A path without a scheme is local, whatever Hadoop's default file system is, because
 * the user named it on this machine.
 */
final class HoconFiles {

  /** Maximum length of a file in characters; {@code reference.conf} has fewer than 20,000. */
  private static final int LONGEST = 1 << 20;

  private static final int MOST_OPEN = 20;

  /**
   * Maximum depth of sections and lists; the existing settings are nested at most four deep. The
   * library parses a key of ten thousand names without error, but messages about it would contain
   * the full path of each of its sections.
   */
  private static final int DEEPEST = 50;

  private static final int MOST_FILES = 200;

  /** What spark-submit calls {@code --conf}. */
  private static final Pattern SPARK_SETTING = Pattern.compile("spark\\.[\\w.-]+=.*");

  private final Supplier<Configuration> hadoop;
  private int files;

  HoconFiles(Supplier<Configuration> hadoop) {
    this.hadoop = hadoop;
  }

  /**
   * Parses a file without resolving its substitutions.
   *
   * @throws UnusableFileException if it cannot be read or is not valid HOCON
   */
  Config read(String file) {
    Optional<DataUri> inline = DataUri.parse(file);
    if (inline.isPresent()) {
      return inline(inline.get());
    }
    try {
      return read(new Path(file), List.of());
    } catch (IllegalArgumentException e) {
      throw new UnusableFileException(file, "is not a valid path: " + e.getMessage());
    }
  }

  private Config inline(DataUri file) {
    return parsed(new Path(file.name()), List.of(), path -> new StringReader(file.text()));
  }

  /**
   * Parses an included file without resolving its substitutions.
   *
   * @param includedBy the chain of including files, outermost first; empty if none
   * @throws UnusableFileException if it cannot be read or is not valid HOCON
   */
  Config read(Path path, List<Path> includedBy) {
    return parsed(path, includedBy, this::open);
  }

  private Config parsed(Path path, List<Path> includedBy, Opener opener) {
    String name = path.toString();
    if (includedBy.contains(path)) {
      throw new UnusableFileException(name, "includes itself");
    }
    List<Path> open = Stream.concat(includedBy.stream(), Stream.of(path)).toList();
    files++;
    if (open.size() > MOST_OPEN || files > MOST_FILES) {
      throw new UnusableFileException(
          name,
          "exceeds the limits on includes: expected at most %d files, nested at most %d deep"
              .formatted(MOST_FILES, MOST_OPEN));
    }
    try (Reader reader = opener.open(path)) {
      Config config =
          ConfigFactory.parseReader(
              new StringReader(content(reader, name)),
              ConfigParseOptions.defaults()
                  .setOriginDescription(name)
                  .setIncluder(new RelativeIncluder(this, open)));
      if (isTooDeep(config.root())) {
        throw tooDeep(name);
      }
      return config;
    } catch (StackOverflowError e) {
      // The library parses recursively and does not limit the depth of brackets.
      throw tooDeep(name);
    } catch (ConfigException.Parse e) {
      throw UnusableFileException.syntax(e);
    } catch (ConfigException e) {
      throw unreadable(name, e.getCause() == null ? e : e.getCause());
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /** Returns whether values are nested too deeply; iterative, to avoid a stack overflow. */
  private static boolean isTooDeep(ConfigObject root) {
    Collection<ConfigValue> level = List.of(root);
    for (int depth = 0; !level.isEmpty(); depth++) {
      if (depth > DEEPEST) {
        return true;
      }
      level = level.stream().flatMap(HoconFiles::within).toList();
    }
    return false;
  }

  private static Stream<ConfigValue> within(ConfigValue value) {
    if (value instanceof ConfigObject section) {
      return Hocon.fields(section).orElse(Map.of()).values().stream();
    }
    return value instanceof ConfigList list ? list.stream() : Stream.of();
  }

  private static UnusableFileException tooDeep(String name) {
    return new UnusableFileException(name, "nests its sections or lists too deeply");
  }

  private static String content(Reader reader, String name) throws IOException {
    StringBuilder content = new StringBuilder();
    char[] buffer = new char[1 << 13];
    for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
      content.append(buffer, 0, count);
      if (content.length() > LONGEST) {
        throw new UnusableFileException(
            name, "is longer than %d characters; is it a configuration?".formatted(LONGEST));
      }
    }
    return content.toString();
  }

  /** Opens the text of a file. */
  private interface Opener {
    Reader open(Path path) throws IOException;
  }

  private Reader open(Path path) throws IOException {
    String scheme = path.toUri().getScheme();
    if (scheme == null || scheme.equals("file")) {
      // Not by Hadoop's local file system: after an edit of a file that Hadoop wrote, its checksum
      // fails.
      return Files.newBufferedReader(java.nio.file.Path.of(path.toUri().getPath()));
    }
    FileSystem fileSystem = HadoopFiles.of(path, hadoop.get());
    return new InputStreamReader(fileSystem.open(path), StandardCharsets.UTF_8.newDecoder());
  }

  private static UnusableFileException unreadable(String name, Throwable cause) {
    if (cause instanceof NoSuchFileException || cause instanceof FileNotFoundException) {
      return SPARK_SETTING.matcher(name).matches()
          ? new UnusableFileException(
              name,
              "is a setting of Spark, and --conf names a file here; give it to spark-submit, before"
                  + " the jar or, with the scripts, before a \"--\": submit/train.sh --conf %s -- train"
                      .formatted(name))
          : UnusableFileException.missing(name);
    }
    if (cause instanceof AccessDeniedException || cause instanceof AccessControlException) {
      return new UnusableFileException(name, "permission denied");
    }
    if (cause instanceof CharacterCodingException) {
      return new UnusableFileException(name, "is not UTF-8 text");
    }
    return new UnusableFileException(name, "cannot be read: " + MessageText.reason(cause));
  }
}
