package io.sparkrnn.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.data.Split;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SampleImageSourceTest {

  private final SampleImageSource sample = new SampleImageSource();

  @Test
  void drawsTheSameBytesOnEveryMachine() throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int i = 0; i < 100; i++) {
      digest.update(SampleImageSource.pixels(Split.TRAIN, i));
    }
    assertThat(HexFormat.of().formatHex(digest.digest()))
        .isEqualTo("068e5b26bd72e9fa16fecd9bdba5bf25f8fdc8c8b29488a57501793f05dc3e47");
  }

  @Test
  void noImageIsThereTwice() {
    Set<ByteBuffer> seen = new HashSet<>();
    for (Split split : Split.values()) {
      for (int i = 0; i < sample.count(split); i++) {
        assertThat(seen.add(ByteBuffer.wrap(SampleImageSource.pixels(split, i)))).isTrue();
      }
    }
    assertThat(seen).hasSize(5_000);
  }

  @Test
  void digitsAreWhiteOnBlackAndWithinTheImage() {
    double borders = 0;
    for (int i = 0; i < 200; i++) {
      float[] image = new Image(i, SampleImageSource.pixels(Split.TEST, i)).values();
      double ink = 0;
      double border = 0;
      for (int p = 0; p < image.length; p++) {
        ink += image[p];
        int x = p % 28;
        int y = p / 28;
        border += x == 0 || y == 0 || x == 27 || y == 27 ? image[p] : 0;
      }
      assertThat(ink / image.length).as("image %d", i).isBetween(0.03, 0.35);
      borders += border / ink / 200;
    }
    assertThat(borders).isLessThan(0.01);
  }

  @Test
  void labelsAreTheDigitsInTurn() {
    byte[] labels = sample.labels(Split.TEST).orElseThrow();

    assertThat(labels).hasSize((int) sample.count(Split.TEST)).startsWith(0, 1, 2).endsWith(9);
    assertThat(sample.size().pixels()).isEqualTo(784);
  }
}
