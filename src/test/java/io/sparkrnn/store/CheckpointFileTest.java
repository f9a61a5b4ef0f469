package io.sparkrnn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.Fuzz;
import io.sparkrnn.Fuzz.Tally;
import io.sparkrnn.Mutations;
import io.sparkrnn.nn.Weights;
import io.sparkrnn.train.Snapshot;
import io.sparkrnn.train.TrainingState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointFileTest {

  private static final Map<String, String> IDENTITY = Map.of("seed", "42", "ä", "\"b\"\n");

  private final byte[] file = bytes(TrainingStates.afterAnother(2));

  private static byte[] bytes(TrainingState state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      new CheckpointFile(IDENTITY, state).write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static CheckpointFile parse(byte[] file) {
    try {
      return CheckpointFile.read(new ByteArrayInputStream(file), file.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] digest(byte[] file, int length) {
    return DigestUtils.sha256(Arrays.copyOf(file, length));
  }

  @Test
  void readsWhatItWrote() {
    CheckpointFile checkpoint = parse(file);

    TrainingState expected = TrainingStates.afterAnother(2);
    TrainingState state = checkpoint.state();
    assertThat(checkpoint.identity()).isEqualTo(IDENTITY);
    assertThat(state.before()).isEqualTo(expected.before());
    assertThat(state.history()).isEqualTo(expected.history());
    assertThat(state.rollbacks()).isEqualTo(expected.rollbacks());
    assertThat(state.kernels()).isEqualTo(expected.kernels());
    assertThat(state.snapshot().weightsInMean()).isEqualTo(3);
    assertThat(vectors(state)).isEqualTo(vectors(expected)).hasSize(5);
    assertThat(state.allEpochs()).hasSize(5);
    assertThat(state.seconds()).isEqualTo(5 * (1.5 + 0.25));
    assertThat(parse(bytes(TrainingStates.after(1))).state().before()).isEmpty();
  }

  private static List<Optional<List<Float>>> vectors(TrainingState state) {
    Snapshot snapshot = state.snapshot();
    return Stream.of(
            Optional.of(snapshot.parameters()),
            snapshot.updaterState(),
            snapshot.velocity(),
            snapshot.mean(),
            state.best())
        .map(vector -> vector.map(Weights::values).map(CheckpointFileTest::list))
        .toList();
  }

  private static List<Float> list(float[] values) {
    return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
  }

  /** Whatever happened to a file, the reader says so, soon, and in no other way. */
  @Test
  void refusesEveryDamagedFile() {
    int cases = Fuzz.cases(20_000);
    Tally tally =
        fuzz("checkpoint, damaged", cases, mutations -> mutations.bytes(file), this::parseDamaged);

    assertThat(tally.refused()).isEqualTo(cases);
  }

  private void parseDamaged(byte[] damaged) {
    if (Arrays.equals(damaged, file)) {
      throw new IllegalArgumentException("not damaged");
    }
    parse(damaged);
  }

  /** The same of a file whose checksum was made to fit. */
  @Test
  void refusesOrReadsEveryForgedFile() {
    Tally tally =
        fuzz("checkpoint, forged", Fuzz.cases(20_000), this::forged, CheckpointFileTest::parse);

    assertThat(tally.read()).isPositive();
    assertThat(tally.refused()).isPositive();
  }

  private byte[] forged(Mutations mutations) {
    byte[] forged = mutations.bytes(file);
    if (forged.length > 32) {
      int end = forged.length - 32;
      System.arraycopy(digest(forged, end), 0, forged, end, 32);
    }
    return forged;
  }

  private static Tally fuzz(
      String name, int cases, Fuzz.Source<byte[]> source, Fuzz.Reader<byte[]> reader) {
    return Fuzz.run(name, cases, 16 << 20, source, reader, IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "{}",
        "{\"identity\": {}, \"history\": [], \"rollbacks\": [], \"kernels\": [], \"weightsInMean\": 0}",
        "{\"identity\": {}, \"history\": [null], \"rollbacks\": [], \"kernels\": []}",
        "{\"identity\": {\"a\": null}, \"history\": [], \"rollbacks\": [], \"kernels\": []}",
        "{\"@class\": \"java.lang.ProcessBuilder\"}"
      })
  void refusesHeadersOfSomethingElse(String header) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    byte[] magic = "spark-rnn checkpoint 3\n".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer forged =
        ByteBuffer.allocate(magic.length + 4 + json.length + 32).order(ByteOrder.LITTLE_ENDIAN);
    forged.put(magic).putInt(json.length).put(json);
    forged.put(digest(forged.array(), forged.position()));

    assertThatThrownBy(() -> parse(forged.array())).isInstanceOf(IllegalArgumentException.class);
  }
}
