package io.sparkrnn.store;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkrnn.nn.Weights;
import io.sparkrnn.train.EpochRecord;
import io.sparkrnn.train.Snapshot;
import io.sparkrnn.train.TrainingOutcome;
import io.sparkrnn.train.TrainingOutcome.Rollback;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Checkpoint as one file: a line with format and version, the length of a JSON header (four bytes),
 * the header, for each vector the number of its floats (four bytes, -1 without the vector) and the
 * floats, and the SHA-256 of all that. Numbers are little-endian. Java serialization is not used: a
 * file may be damaged or forged, but it cannot name a class to instantiate.
 *
 * @param identity settings and data of the job, by name
 * @param state state to resume training from
 */
record CheckpointFile(Map<String, String> identity, TrainingState state) {

  private static final byte[] MAGIC =
      "spark-rnn checkpoint 3\n".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGEST = 32;
  private static final int CHUNK = 1 << 16;

  /** Length of a vector that there is not. */
  private static final int MISSING = -1;

  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final ObjectMapper JSON = new ObjectMapper();

  CheckpointFile {
    identity = Map.copyOf(identity);
    requireNonNull(state, "state is null");
  }

  /** Everything except the vectors. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Header(
      Map<String, String> identity,
      TrainingOutcome before,
      List<EpochRecord> history,
      List<Rollback> rollbacks,
      List<String> kernels,
      int weightsInMean) {
    private Header {
      identity = Map.copyOf(requireNonNull(identity, "identity is missing"));
      history = List.copyOf(requireNonNull(history, "history is missing"));
      rollbacks = List.copyOf(requireNonNull(rollbacks, "rollbacks is missing"));
      kernels = List.copyOf(requireNonNull(kernels, "kernels is missing"));
    }
  }

  /** Writes the file; copies the vectors in chunks, to save memory. */
  void write(OutputStream to) throws IOException {
    MessageDigest digest = DigestUtils.getSha256Digest();
    OutputStream out = new DigestOutputStream(to, digest);
    Snapshot snapshot = state.snapshot();
    byte[] header =
        JSON.writeValueAsBytes(
            new Header(
                identity,
                state.before().orElse(null),
                state.history(),
                state.rollbacks(),
                state.kernels(),
                snapshot.weightsInMean()));
    out.write(MAGIC);
    out.write(buffer(Integer.BYTES).putInt(header.length).array());
    out.write(header);
    write(Optional.of(snapshot.parameters()), out);
    write(snapshot.updaterState(), out);
    write(snapshot.velocity(), out);
    write(snapshot.mean(), out);
    write(state.best(), out);
    to.write(digest.digest());
  }

  private static void write(Optional<Weights> vector, OutputStream out) throws IOException {
    float[] values = vector.map(Weights::values).orElse(new float[0]);
    int length = vector.isPresent() ? values.length : MISSING;
    out.write(buffer(Integer.BYTES).putInt(length).array());
    for (int at = 0; at < values.length; at += CHUNK) {
      int count = Math.min(CHUNK, values.length - at);
      ByteBuffer chunk = buffer(Float.BYTES * count);
      chunk.asFloatBuffer().put(values, at, count);
      out.write(chunk.array());
    }
  }

  /**
   * Reads a checkpoint.
   *
   * @param length length of the file, in bytes
   * @throws IllegalArgumentException with the reason, if the file is damaged or not a checkpoint
   */
  static CheckpointFile read(InputStream from, long length) throws IOException {
    MessageDigest digest = DigestUtils.getSha256Digest();
    Bounded in = new Bounded(new DigestInputStream(from, digest), length - DIGEST);
    if (length < MAGIC.length + DIGEST || !Arrays.equals(in.take(MAGIC.length), MAGIC)) {
      throw new IllegalArgumentException("it is not a checkpoint of this format version");
    }
    Header header = header(in.take(in.integer()));
    Weights parameters =
        in.vector().orElseThrow(() -> new IllegalArgumentException("it has no parameters"));
    Snapshot snapshot =
        new Snapshot(parameters, in.vector(), in.vector(), in.vector(), header.weightsInMean());
    Optional<Weights> best = in.vector();
    if (in.left > 0) {
      throw new IllegalArgumentException("it is longer than its header says");
    }
    if (!Arrays.equals(digest.digest(), from.readNBytes(DIGEST))) {
      throw new IllegalArgumentException("it does not match its checksum");
    }
    return new CheckpointFile(
        header.identity(),
        new TrainingState(
            Optional.ofNullable(header.before()),
            header.history(),
            header.rollbacks(),
            header.kernels(),
            snapshot,
            best));
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

    int integer() throws IOException {
      return ByteBuffer.wrap(take(Integer.BYTES)).order(ORDER).getInt();
    }

    Optional<Weights> vector() throws IOException {
      int count = integer();
      if (count == MISSING) {
        return Optional.empty();
      }
      require((long) count * Float.BYTES);
      float[] values = new float[count];
      for (int at = 0; at < count; at += CHUNK) {
        int part = Math.min(CHUNK, count - at);
        ByteBuffer.wrap(take(Float.BYTES * part))
            .order(ORDER)
            .asFloatBuffer()
            .get(values, at, part);
      }
      return Optional.of(Weights.of(values));
    }

    private void require(long count) {
      if (count < 0 || count > left) {
        throw new IllegalArgumentException("it is shorter than its header says");
      }
    }
  }
}
