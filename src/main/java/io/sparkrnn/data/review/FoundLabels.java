package io.sparkrnn.data.review;

import java.util.Optional;
import java.util.function.Function;

/**
 * Labels as found in the data. White space around a label does not count, case does; numbers are
 * the same label if they are equal.
 */
record FoundLabels() implements LabelParser {

  @Override
  public Function<String, Optional<String>> lookup() {
    return cell -> Optional.of(LabelParser.displayed(cell)).filter(ClassSettings::isName);
  }

  @Override
  public String expectation() {
    return "expected the name of a class, at most %d characters without line breaks; is %s right?"
        .formatted(ClassSettings.LONGEST_NAME, ReviewSettings.LABEL_COLUMN);
  }
}
