package io.sparkrnn.cli.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TerminalWriterTest {

  private static String printed(String text) {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(new TerminalWriter(out, 80), true);
    writer.print(text);
    writer.flush();
    return out.toString();
  }

  @Test
  void breaksLongLinesBetweenScores() {
    assertThat(
            printed(
                "Epoch 1/5 - 6s - loss: 0.6423 - accuracy: 0.6228 - val_loss: 0.5779"
                    + " - val_accuracy: 0.7294 - 2596 examples/s\nRun: a\n"))
        .isEqualTo(
            """
            Epoch 1/5 - 6s - loss: 0.6423 - accuracy: 0.6228 - val_loss: 0.5779 -
              val_accuracy: 0.7294 - 2596 examples/s
            Run: a
            """);
  }

  @Test
  void breaksNoPathAndNoTableThatFits() {
    String path = "Report: file:/" + "x".repeat(100) + "/report.html\n";
    String row = "x".repeat(20) + " ".repeat(50) + "0.9       \n";

    assertThat(printed(path)).isEqualTo(path);
    assertThat(printed(row + row)).isEqualTo(row + row);
    assertThat(printed("a ".repeat(60) + "\n").lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void leavesAProgressBarAsItIs() {
    String bar =
        "\rEpoch 1/5 [" + "=".repeat(40) + "] 1,000/14,400 - ETA 0:30 and a little more\u001b[K";

    assertThat(printed(bar)).isEqualTo(bar);
    assertThat(printed(bar + "\n")).isEqualTo(bar + "\n");
  }
}
