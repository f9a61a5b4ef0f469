package io.sparkrnn.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventFileTest {

  /** Written by the protocol buffers and record writer of TensorBoard's own Python package. */
  private static final String FIRST =
      "180000000000000007a3cb4a" + "09000000000000f83f" + "1a0d627261696e2e4576656e743a32";

  @Test
  void beginsAsTensorBoardExpects() {
    String hex = HexFormat.of().formatHex(new EventFile(1.5).toBytes());

    assertThat(hex.substring(0, 16)).isEqualTo("1800000000000000");
    assertThat(hex).contains(FIRST.substring(24));
  }

  @Test
  void aRecordIsItsLengthItsContentAndTheirChecksums() {
    EventFile file = new EventFile(0);
    int head = file.toBytes().length;
    file.add(2.0, 300, Map.of("train/loss", 0.5));

    ByteBuffer record =
        ByteBuffer.wrap(file.toBytes()).order(ByteOrder.LITTLE_ENDIAN).position(head);
    int length = (int) record.getLong();
    record.getInt();
    byte[] content = new byte[length];
    record.get(content);
    record.getInt();

    assertThat(record.hasRemaining()).isFalse();
    assertThat(HexFormat.of().formatHex(content))
        .isEqualTo(
            // wall_time 2.0, step 300, a summary with one value: tag and simple_value 0.5
            "090000000000000040"
                + "10ac02"
                + "2a13"
                + "0a11"
                + "0a0a747261696e2f6c6f7373"
                + "150000003f");
  }
}
