package io.sparkrnn.track;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Builds the bytes of a TensorBoard event file: records in TensorFlow's TFRecord format, each an
 * {@code Event} message in the wire format of Protocol Buffers. Only scalars are supported.
 *
 * <p>Source: TensorFlow, {@code core/lib/io/record_writer} for the records and {@code
 * core/util/event.proto} for the messages.
 */
final class EventFile {

  private static final int MASK = 0xa282ead8;

  // Tags (field number and wire type) of the messages Event, Summary and Summary.Value.
  private static final int EVENT_WALL_TIME = 1 << 3 | 1;
  private static final int EVENT_STEP = 2 << 3;
  private static final int EVENT_FILE_VERSION = 3 << 3 | 2;
  private static final int EVENT_SUMMARY = 5 << 3 | 2;
  private static final int SUMMARY_VALUE = 1 << 3 | 2;
  private static final int VALUE_TAG = 1 << 3 | 2;
  private static final int VALUE_SIMPLE = 2 << 3 | 5;

  private final ByteArrayOutputStream records = new ByteArrayOutputStream();

  /**
   * Creates a file that starts with the version record.
   *
   * @param seconds wall time, in seconds since 1970
   */
  EventFile(double seconds) {
    Message event = new Message();
    event.tag(EVENT_WALL_TIME).eightBytes(Double.doubleToLongBits(seconds));
    event.tag(EVENT_FILE_VERSION).bytes("brain.Event:2".getBytes(StandardCharsets.UTF_8));
    add(event.toBytes());
  }

  /**
   * Adds the scalars of one step.
   *
   * @param seconds wall time, in seconds since 1970
   */
  void add(double seconds, long step, Map<String, Double> scalars) {
    Message summary = new Message();
    scalars.forEach(
        (name, value) -> {
          Message scalar = new Message();
          scalar.tag(VALUE_TAG).bytes(name.getBytes(StandardCharsets.UTF_8));
          scalar.tag(VALUE_SIMPLE).fourBytes(Float.floatToIntBits(value.floatValue()));
          summary.tag(SUMMARY_VALUE).bytes(scalar.toBytes());
        });
    Message event = new Message();
    event.tag(EVENT_WALL_TIME).eightBytes(Double.doubleToLongBits(seconds));
    event.tag(EVENT_STEP).number(step);
    event.tag(EVENT_SUMMARY).bytes(summary.toBytes());
    add(event.toBytes());
  }

  private void add(byte[] record) {
    byte[] length = littleEndian(Long.BYTES).putLong(record.length).array();
    records.writeBytes(length);
    records.writeBytes(checksum(length));
    records.writeBytes(record);
    records.writeBytes(checksum(record));
  }

  /**
   * Returns the masked CRC-32C of the TFRecord format. The mask (rotation and constant) is there
   * because a CRC of data that contains CRCs is weak.
   */
  private static byte[] checksum(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    int masked = Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    return littleEndian(Integer.BYTES).putInt(masked).array();
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  byte[] toBytes() {
    return records.toByteArray();
  }

  /** Builder of a message in the wire format of Protocol Buffers. */
  private static final class Message {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message tag(int tag) {
      return number(tag);
    }

    Message number(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        out.write((int) (rest & 0x7f | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
      return this;
    }

    Message bytes(byte[] content) {
      number(content.length);
      out.writeBytes(content);
      return this;
    }

    Message fourBytes(int value) {
      out.writeBytes(littleEndian(Integer.BYTES).putInt(value).array());
      return this;
    }

    Message eightBytes(long value) {
      out.writeBytes(littleEndian(Long.BYTES).putLong(value).array());
      return this;
    }

    byte[] toBytes() {
      return out.toByteArray();
    }
  }
}
