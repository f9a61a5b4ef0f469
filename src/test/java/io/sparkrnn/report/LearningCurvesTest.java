package io.sparkrnn.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.workload.Scores;
import java.awt.HeadlessException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class LearningCurvesTest {

  private static final int BLUE = 0x0072B2;
  private static final int VERMILION = 0xD55E00;

  @Test
  void drawsTwoPanelsWithBothCurvesInEach() throws IOException {
    BufferedImage image = read(DemoReport.history());
    assertThat(image.getWidth()).isEqualTo(1500);
    assertThat(image.getHeight()).isEqualTo(560);
    for (int left : new int[] {0, 750}) {
      assertThat(count(image, left, left + 750, BLUE)).isGreaterThan(500);
      assertThat(count(image, left, left + 750, VERMILION)).isGreaterThan(500);
      assertThat(count(image, left, left + 750, 0xFFFFFF)).isGreaterThan(300_000);
    }
  }

  @Test
  void showsASingleEpochAsMarkers() throws IOException {
    BufferedImage one = read(DemoReport.history().subList(0, 1));
    List<EpochRecord> withoutValidation =
        List.of(DemoReport.epoch(1, DemoReport.scores(0.5, 0.7), Scores.empty()));
    // The marker stands in the middle; the legend, which has both colours too, at the left.
    assertThat(count(one, 300, 560, BLUE)).isGreaterThan(30);
    assertThat(count(one, 300, 560, VERMILION)).isGreaterThan(30);
    assertThat(count(read(withoutValidation), 300, 560, BLUE)).isGreaterThan(30);
    assertThat(count(read(withoutValidation), 0, 1500, VERMILION)).isZero();
  }

  @Test
  void skipsNaN() throws IOException {
    List<EpochRecord> history =
        List.of(
            DemoReport.epoch(1, DemoReport.scores(0.5, 0.7), DemoReport.scores(0.5, 0.7)),
            DemoReport.epoch(
                2, DemoReport.scores(Double.NaN, 0.8), DemoReport.scores(Double.NaN, Double.NaN)),
            DemoReport.epoch(3, DemoReport.scores(0.3, 0.9), DemoReport.scores(0.4, 0.8)));
    assertThat(read(history).getWidth()).isEqualTo(1500);
  }

  @Test
  void isTheSameBytesEveryTime() {
    assertThat(LearningCurves.png(DemoReport.history()))
        .hasValueSatisfying(
            png ->
                assertThat(LearningCurves.png(DemoReport.history()).orElseThrow()).isEqualTo(png));
  }

  @Test
  void isEmptyWhereThereIsNothingToDraw() {
    assertThat(LearningCurves.png(List.of())).isEmpty();
    Scores nan = Scores.empty().with("loss", Double.NaN);
    assertThat(LearningCurves.png(List.of(DemoReport.epoch(1, nan, nan)))).isEmpty();
  }

  @Test
  void isEmptyWhereJavaCannotDraw() {
    assertThat(LearningCurves.orEmpty(() -> fail(new HeadlessException()))).isEmpty();
    assertThat(LearningCurves.orEmpty(() -> fail(new NoClassDefFoundError("sun.awt")))).isEmpty();
    assertThat(LearningCurves.orEmpty(() -> fail(new UnsatisfiedLinkError("freetype")))).isEmpty();
    assertThat(LearningCurves.orEmpty(() -> fail(new InternalError("no fonts")))).isEmpty();
    assertThat(LearningCurves.orEmpty(() -> fail(new IOException("no PNG writer")))).isEmpty();
  }

  private static byte[] fail(Exception failure) throws Exception {
    throw failure;
  }

  private static byte[] fail(Error failure) {
    throw failure;
  }

  private static BufferedImage read(List<EpochRecord> history) throws IOException {
    byte[] png = LearningCurves.png(history).orElseThrow();
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static long count(BufferedImage image, int fromColumn, int toColumn, int colour) {
    long count = 0;
    for (int x = fromColumn; x < toColumn; x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        if ((image.getRGB(x, y) & 0xFFFFFF) == colour) {
          count++;
        }
      }
    }
    return count;
  }
}
