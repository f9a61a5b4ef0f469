package io.sparkrnn.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.report.ComparisonChart.Line;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ComparisonChartTest {

  private static final List<Line> LINES =
      List.of(
          new Line(
              "mean:1",
              List.of(1, 2, 4, 8),
              List.of(0.88, 0.87, 0.85, 0.80),
              List.of(0.002, 0.003, 0.004, 0.01)),
          new Line("momentum:4", List.of(1, 8), List.of(0.88, 0.878), List.of()));

  @Test
  void drawsEachLineInItsColour() throws IOException {
    byte[] png = ComparisonChart.png("Replicas", "accuracy", LINES).orElseThrow();
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getWidth()).isEqualTo(1000);
    Set<Integer> colours = new HashSet<>();
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        colours.add(image.getRGB(x, y));
      }
    }
    assertThat(colours)
        .contains(new Color(0x0072B2).getRGB(), new Color(0xD55E00).getRGB())
        .doesNotContain(new Color(0x009E73).getRGB());
  }

  @Test
  void drawsNumbersThatDoubleAtEqualDistances() {
    AxisScale scale = AxisScale.powersOfTwo(DoubleStream.of(0, 3, 10));

    assertThat(scale.tickValues().mapToObj(scale::label))
        .startsWith("1", "2", "4")
        .endsWith("512", "1,024");
    assertThat(scale.value(10)).isEqualTo(1024);
    assertThat(ComparisonChart.overPowersOfTwo("Scaling", "Executors", "%", LINES)).isPresent();
  }
}
