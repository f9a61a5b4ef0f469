package io.sparkrnn.track;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.zip.CRC32C;
import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.UnknownFieldSet;
import org.nd4j.shade.protobuf.UnknownFieldSet.Field;
import org.tensorflow.framework.Summary;

/**
 * Builds the bytes of a TensorBoard event file: records in TensorFlow's TFRecord format, each an
 * {@code Event} message of Protocol Buffers. Only scalars are supported.
 *
 * <p>Source: TensorFlow, {@code core/lib/io/record_writer} for the records and {@code
 * core/util/event.proto} for the messages.
 */
final class EventFile {

  private static final int MASK = 0xa282ead8;

  // Fields of the message Event, which is not among TensorFlow's messages that ND4J brings.
  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;

  private final ByteArrayOutputStream records = new ByteArrayOutputStream();

  /**
   * Creates a file that starts with the version record.
   *
   * @param seconds wall time, in seconds since 1970
   */
  EventFile(double seconds) {
    add(event(seconds).addField(FILE_VERSION, bytes(ByteString.copyFromUtf8("brain.Event:2"))));
  }

  /**
   * Adds the scalars of one step.
   *
   * @param seconds wall time, in seconds since 1970
   */
  void add(double seconds, long step, Map<String, Double> scalars) {
    Summary.Builder summary = Summary.newBuilder();
    scalars.forEach(
        (name, value) -> summary.addValueBuilder().setTag(name).setSimpleValue(value.floatValue()));
    add(
        event(seconds)
            .addField(STEP, Field.newBuilder().addVarint(step).build())
            .addField(SUMMARY, bytes(summary.build().toByteString())));
  }

  private static UnknownFieldSet.Builder event(double seconds) {
    long bits = Double.doubleToLongBits(seconds);
    return UnknownFieldSet.newBuilder()
        .addField(WALL_TIME, Field.newBuilder().addFixed64(bits).build());
  }

  private static Field bytes(ByteString content) {
    return Field.newBuilder().addLengthDelimited(content).build();
  }

  private void add(UnknownFieldSet.Builder event) {
    byte[] record = event.build().toByteArray();
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
}
