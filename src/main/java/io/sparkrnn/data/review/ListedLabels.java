package io.sparkrnn.data.review;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Labels of a list. Cells are compared with it without surrounding white space and case; numbers
 * are compared by value.
 *
 * @param names names of the classes, in the order of the network's outputs
 */
record ListedLabels(List<String> names) implements LabelParser {

  /** Maximum number of names that messages list. */
  private static final int SHOWN = 20;

  ListedLabels {
    names = List.copyOf(names);
  }

  @Override
  public Function<String, Optional<String>> lookup() {
    Map<String, String> labels = new HashMap<>();
    names.forEach(name -> labels.put(LabelParser.canonical(name), name));
    return cell -> Optional.ofNullable(labels.get(LabelParser.canonical(cell)));
  }

  @Override
  public String expectation() {
    String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    return "expected one of %s (%s)"
        .formatted(
            names.size() > SHOWN ? shown + " and %d more".formatted(names.size() - SHOWN) : shown,
            ClassSettings.NAMES);
  }
}
