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
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A checkpoint as one file: a line that says what it is, the length of a JSON header (four bytes)
 * and the header, the floats of each vector, and the SHA-256 of all that. Numbers are
 * little-endian. Nothing in it is Java's serialisation: a file can be damaged or forged, but it
 * names no class.
 */
final class CheckpointFile {

  private static final byte[] MAGIC =
      "spark-rnn checkpoint 1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGEST = 32;
  private static final ObjectMapper JSON = new ObjectMapper();

  private CheckpointFile() {}

  /** What a file holds: where to go on, and of which job. */
  record Content(Map<String, String> identity, ResumePoint point) {}

  /** Everything but the vectors, of which it has the lengths. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Header(
      Map<String, String> identity,
      TrainingOutcome before,
      TrainingState.Numbers numbers,
      Map<String, Integer> vectors) {
    private Header {
      requireNonNull(identity, "it has no identity");
      requireNonNull(numbers, "it has no numbers");
      requireNonNull(vectors, "it has no vectors");
    }
  }

  static byte[] bytes(Content content) {
    TrainingState state = content.point().state();
    Map<String, float[]> vectors = new LinkedHashMap<>();
    state.weights().forEach((name, weights) -> vectors.put(name, weights.values()));
    Map<String, Integer> lengths = new LinkedHashMap<>();
    vectors.forEach((name, values) -> lengths.put(name, values.length));
    byte[] header =
        json(
            new Header(
                content.identity(),
                content.point().before().orElse(null),
                state.numbers(),
                lengths));
    int floats = lengths.values().stream().mapToInt(length -> length).sum();
    ByteBuffer file =
        ByteBuffer.allocate(
                Math.toIntExact(
                    MAGIC.length + 4L + header.length + (long) Float.BYTES * floats + DIGEST))
            .order(ByteOrder.LITTLE_ENDIAN);
    file.put(MAGIC).putInt(header.length).put(header);
    for (float[] values : vectors.values()) {
      file.asFloatBuffer().put(values);
      file.position(file.position() + Float.BYTES * values.length);
    }
    file.put(Checksums.digest(file.array(), file.position()));
    return file.array();
  }

  private static byte[] json(Header header) {
    try {
      return JSON.writeValueAsBytes(header);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a checkpoint's header is plain strings and numbers", e);
    }
  }

  /**
   * Reads what {@link #bytes} made.
   *
   * @throws IllegalArgumentException saying why it is something else
   */
  static Content parse(byte[] file) {
    if (file.length < MAGIC.length + 4 + DIGEST
        || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new IllegalArgumentException("it is no checkpoint of this version");
    }
    int end = file.length - DIGEST;
    if (!Arrays.equals(Checksums.digest(file, end), Arrays.copyOfRange(file, end, file.length))) {
      throw new IllegalArgumentException("it differs from its checksum");
    }
    ByteBuffer rest =
        ByteBuffer.wrap(file, MAGIC.length, end - MAGIC.length).order(ByteOrder.LITTLE_ENDIAN);
    try {
      byte[] json = take(rest, rest.getInt());
      Header header = requireNonNull(JSON.readValue(json, Header.class), "it has no header");
      Map<String, Weights> weights = new TreeMap<>();
      for (Map.Entry<String, Integer> vector : header.vectors().entrySet()) {
        weights.put(vector.getKey(), Weights.of(floats(rest, vector.getValue())));
      }
      if (rest.hasRemaining()) {
        throw new IllegalArgumentException("it is longer than its header says");
      }
      return new Content(
          header.identity(),
          new ResumePoint(
              Optional.ofNullable(header.before()), new TrainingState(header.numbers(), weights)));
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("it is shorter than its header says", e);
    } catch (IOException | NullPointerException e) {
      throw new IllegalArgumentException("its header cannot be read: " + e.getMessage(), e);
    }
  }

  private static float[] floats(ByteBuffer from, int count) {
    if (count < 0 || count > from.remaining() / Float.BYTES) {
      throw new BufferUnderflowException();
    }
    float[] values = new float[count];
    from.asFloatBuffer().get(values);
    from.position(from.position() + Float.BYTES * count);
    return values;
  }

  private static byte[] take(ByteBuffer from, int count) {
    if (count < 0 || count > from.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] taken = new byte[count];
    from.get(taken);
    return taken;
  }
}
