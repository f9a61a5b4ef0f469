package io.sparkrnn.store;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkrnn.nn.Weights;
import io.sparkrnn.train.ResumePoint;
import io.sparkrnn.train.TrainingOutcome;
import io.sparkrnn.train.TrainingState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Reads and writes a checkpoint as one file: a line with format and version, the length of a JSON
 * header (four bytes), the header, the floats of each vector, and the SHA-256 of all that. Numbers
 * are little-endian. Java serialization is not used: a file may be damaged or forged, but it cannot
 * name a class to instantiate.
 */
final class CheckpointFile {

  private static final byte[] MAGIC =
      "spark-rnn checkpoint 2\n".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGEST = 32;
  private static final int CHUNK = 1 << 16;
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final ObjectMapper JSON = new ObjectMapper();

  private CheckpointFile() {}

  /**
   * Content of a checkpoint.
   *
   * @param identity settings and data of the job, by name
   * @param point state to resume training from
   */
  record Content(Map<String, String> identity, ResumePoint point) {}

  /** Everything except the values of the vectors; {@code vectors} has their lengths. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Header(
      Map<String, String> identity,
      TrainingOutcome before,
      TrainingState.Numbers numbers,
      Map<String, Integer> vectors) {
    private Header {
      identity = Map.copyOf(requireNonNull(identity, "identity is missing"));
      requireNonNull(numbers, "numbers is missing");
      requireNonNull(vectors, "vectors is missing")
          .values()
          .forEach(length -> requireNonNull(length, "a vector has no length"));
    }
  }

  /** Writes a checkpoint; copies the vectors in chunks, to save memory. */
  static void write(Content content, OutputStream to) throws IOException {
    MessageDigest digest = DigestUtils.getSha256Digest();
    OutputStream out = new DigestOutputStream(to, digest);
    TrainingState state = content.point().state();
    Map<String, Integer> lengths = new LinkedHashMap<>();
    state.weights().forEach((name, weights) -> lengths.put(name, weights.values().length));
    byte[] header =
        JSON.writeValueAsBytes(
            new Header(
                content.identity(),
                content.point().before().orElse(null),
                state.numbers(),
                lengths));
    out.write(MAGIC);
    out.write(buffer(Integer.BYTES).putInt(header.length).array());
    out.write(header);
    for (Weights weights : state.weights().values()) {
      float[] values = weights.values();
      for (int at = 0; at < values.length; at += CHUNK) {
        int count = Math.min(CHUNK, values.length - at);
        ByteBuffer chunk = buffer(Float.BYTES * count);
        chunk.asFloatBuffer().put(values, at, count);
        out.write(chunk.array());
      }
    }
    to.write(digest.digest());
  }

  /**
   * Reads a checkpoint.
   *
   * @param length length of the file, in bytes
   * @throws IllegalArgumentException with the reason, if the file is damaged or not a checkpoint
   */
  static Content read(InputStream from, long length) throws IOException {
    MessageDigest digest = DigestUtils.getSha256Digest();
    Bounded in = new Bounded(new DigestInputStream(from, digest), length - DIGEST);
    if (length < MAGIC.length + DIGEST || !Arrays.equals(in.take(MAGIC.length), MAGIC)) {
      throw new IllegalArgumentException("it is not a checkpoint of this format version");
    }
    Header header = header(in.take(ByteBuffer.wrap(in.take(4)).order(ORDER).getInt()));
    Map<String, Weights> weights = new TreeMap<>();
    for (Map.Entry<String, Integer> vector : header.vectors().entrySet()) {
      weights.put(vector.getKey(), Weights.of(in.floats(vector.getValue())));
    }
    if (in.left > 0) {
      throw new IllegalArgumentException("it is longer than its header says");
    }
    if (!Arrays.equals(digest.digest(), from.readNBytes(DIGEST))) {
      throw new IllegalArgumentException("it does not match its checksum");
    }
    return new Content(
        header.identity(),
        new ResumePoint(
            Optional.ofNullable(header.before()), new TrainingState(header.numbers(), weights)));
  }

  private static Header header(byte[] json) {
    try {
      return requireNonNull(JSON.readValue(json, Header.class), "it is empty");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("its header cannot be read: " + e.getOriginalMessage(), e);
    } catch (IOException | NullPointerException e) {
      throw new IllegalArgumentException("its header cannot be read: " + e.getMessage(), e);
    }
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ORDER);
  }

  /** Stream of known length; reads and allocations beyond it are refused. */
  private static final class Bounded {

    private final InputStream in;
    private long left;

    Bounded(InputStream in, long length) {
      this.in = in;
      this.left = length;
    }

    byte[] take(int count) throws IOException {
      require(count);
      byte[] taken = in.readNBytes(count);
      left -= count;
      if (taken.length < count) {
        throw new IllegalArgumentException("it became shorter while it was read");
      }
      return taken;
    }

    float[] floats(int count) throws IOException {
      require((long) count * Float.BYTES);
      float[] values = new float[count];
      for (int at = 0; at < count; at += CHUNK) {
        int part = Math.min(CHUNK, count - at);
        ByteBuffer.wrap(take(Float.BYTES * part))
            .order(ORDER)
            .asFloatBuffer()
            .get(values, at, part);
      }
      return values;
    }

    private void require(long count) {
      if (count < 0 || count > left) {
        throw new IllegalArgumentException("it is shorter than its header says");
      }
    }
  }
}
