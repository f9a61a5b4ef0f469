package io.sparkrnn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void alignsNamesToTheLeftAndNumbersToTheRight() {
    Table table = new Table("", "examples/s", "min");
    table.add("stock", "187", "180");
    table.add("fused layer", "2,106", "");

    assertThat(table.lines())
        .containsExactly(
            "             examples/s  min",
            "stock               187  180",
            "fused layer       2,106");
  }

  @Test
  void refusesARowOfAnotherWidth() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Table("a", "b").add("1"))
        .withMessage("a row of 1 cells in a table of 2 columns");
  }
}
