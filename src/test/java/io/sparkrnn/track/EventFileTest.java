package io.sparkrnn.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against the bytes that TensorBoard's own Python package (2.21) writes of the same events. */
class EventFileTest {

  private static final String VERSION =
      "1800000000000000a37f4b2209000000000000f83f1a0d627261696e2e4576656e743a322a28646c";

  private static final String LOSS =
      "2100000000000000017becf609000000000000004010ac022a130a110a0a747261696e2f6c6f7373150000003f188b4d93";

  private static String hex(EventFile file) {
    return HexFormat.of().formatHex(file.toBytes());
  }

  @Test
  void beginsWithItsVersion() {
    assertThat(hex(new EventFile(1.5))).isEqualTo(VERSION);
  }

  @Test
  void aStepFollows() {
    EventFile file = new EventFile(1.5);
    file.add(2.0, 300, Map.of("train/loss", 0.5));

    assertThat(hex(file)).isEqualTo(VERSION + LOSS);
  }
}
