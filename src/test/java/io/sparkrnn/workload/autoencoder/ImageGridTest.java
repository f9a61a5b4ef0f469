package io.sparkrnn.workload.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.data.image.ImageSize;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ImageGridTest {

  private static BufferedImage drawn(ImageSize size, List<List<float[]>> rows) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(ImageGrid.png(size, rows)));
  }

  @Test
  void drawsImagesInRowsWithGaps() throws IOException {
    float[] left = {0, 1, 0.2f, -3};
    float[] right = {1, 1, 1, 7};

    BufferedImage image = drawn(new ImageSize(2, 2), ImageGrid.rows(List.of(left, right, left), 2));

    assertThat(image.getWidth()).isEqualTo(6 + 6 + 6);
    assertThat(image.getHeight()).isEqualTo(6 + 6 + 6);
    assertThat(argb(image, 0, 0)).isEqualTo("ff000000");
    assertThat(argb(image, 5, 2)).isEqualTo("ffffffff");
    assertThat(image.getRaster().getSample(0, 3, 0)).isEqualTo(51);
    assertThat(argb(image, 3, 3)).isEqualTo("ff000000");
    assertThat(argb(image, 17, 5)).isEqualTo("ffffffff");
    assertThat(argb(image, 6, 0)).as("the gap").startsWith("00");
    assertThat(argb(image, 12, 12)).as("no fourth image").startsWith("00");
  }

  private static String argb(BufferedImage image, int x, int y) {
    return "%08x".formatted(image.getRGB(x, y));
  }

  @Test
  void nothingIsAPictureToo() throws IOException {
    assertThat(drawn(new ImageSize(2, 2), List.of()).getWidth()).isEqualTo(1);
  }
}
