package io.sparkrnn.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Computes the size of a configuration after its substitutions are expanded, without expanding
 * them. Forty lines that each refer twice to the line before expand to a terabyte.
 */
final class ExpansionSize {

  /** Maximum size of all values together, in characters. */
  private static final long MOST = 4L << 20;

  /**
   * Maximum number of substitutions at which a circular configuration is left to the library, which
   * reports the cycle.
   */
  private static final int MOST_IN_CIRCLES = 24;

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{\\??([^}]*)}");

  /** The library renders this text before each value of a key that was assigned several times. */
  private static final String PIECE = "unmerged value";

  private static final ConfigRenderOptions WHOLE =
      ConfigRenderOptions.defaults().setOriginComments(false);

  private record Value(long length, List<List<String>> references) {}

  private final Map<List<String>, List<Value>> values = new HashMap<>();
  private final Map<List<String>, List<List<String>>> sections = new HashMap<>();
  private final Map<List<String>, Long> sizes = new HashMap<>();
  private final Set<List<String>> visiting = new HashSet<>();
  private int references;
  private boolean circular;

  private ExpansionSize() {}

  /** Describes why a configuration is too large or circular to expand; empty if it is neither. */
  static Optional<String> fault(Config unresolved) {
    ExpansionSize expansion = new ExpansionSize();
    expansion.collect(unresolved.root(), List.of());
    long total = expansion.size(List.of());
    if (total > MOST) {
      return Optional.of(
          "its substitutions make it larger than %d characters; refer to fewer values"
              .formatted(MOST));
    }
    if (expansion.circular && expansion.references > MOST_IN_CIRCLES) {
      return Optional.of("its substitutions refer to each other in a circle");
    }
    return Optional.empty();
  }

  private void collect(ConfigObject section, List<String> path) {
    List<List<String>> children = new ArrayList<>();
    for (Map.Entry<String, ConfigValue> entry : Hocon.fields(section).orElse(Map.of()).entrySet()) {
      List<String> child = new ArrayList<>(path);
      child.add(entry.getKey());
      children.add(child);
      if (entry.getValue() instanceof ConfigObject inner && Hocon.fields(inner).isPresent()) {
        collect(inner, child);
      } else {
        values.put(child, pieces(entry.getValue()));
      }
    }
    sections.put(path, children);
  }

  /** Returns the values that the library has yet to merge into this one, the first one first. */
  private List<Value> pieces(ConfigValue value) {
    List<Value> pieces = new ArrayList<>();
    for (String piece : value.render(WHOLE).split(PIECE, -1)) {
      List<List<String>> found = new ArrayList<>();
      Matcher matcher = REFERENCE.matcher(piece);
      while (matcher.find()) {
        references++;
        found.add(path(matcher.group(1)));
      }
      pieces.add(new Value(piece.length(), found));
    }
    return pieces;
  }

  private static List<String> path(String text) {
    try {
      return ConfigUtil.splitPath(text);
    } catch (ConfigException e) {
      return List.of(text);
    }
  }

  private long size(List<String> path) {
    Long known = sizes.get(path);
    if (known != null) {
      return known;
    }
    if (!visiting.add(path)) {
      circular = true;
      return 0;
    }
    long size = 0;
    if (sections.containsKey(path)) {
      for (List<String> child : sections.get(path)) {
        size = sum(size, size(child));
      }
    } else if (values.containsKey(path)) {
      for (Value piece : values.get(path)) {
        size = grown(path, piece, size);
      }
    } else if (path.size() > 1) {
      // The path leads into a value that is itself not resolved yet.
      size = size(path.subList(0, path.size() - 1));
    }
    visiting.remove(path);
    sizes.put(path, size);
    return size;
  }

  /** Returns the size of a value that may refer to the previous value of its own key. */
  private long grown(List<String> path, Value value, long before) {
    long size = value.length();
    boolean named = false;
    for (List<String> reference : value.references()) {
      boolean itself = reference.equals(path);
      named |= itself;
      size = sum(size, itself ? before : size(reference));
    }
    // A section that is assigned again is merged with its previous fields.
    return named ? size : sum(size, before);
  }

  private static long sum(long a, long b) {
    return Math.min(a + b, Long.MAX_VALUE / 2);
  }
}
