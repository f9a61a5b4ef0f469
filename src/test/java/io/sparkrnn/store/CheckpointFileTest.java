package io.sparkrnn.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.Fuzz;
import io.sparkrnn.Fuzz.Tally;
import io.sparkrnn.Mutations;
import io.sparkrnn.train.ResumePoint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointFileTest {

  private static final Map<String, String> IDENTITY = Map.of("seed", "42", "ä", "\"b\"\n");

  private final byte[] file = bytes(ResumePointsForTests.afterAnother(2));

  private static byte[] bytes(ResumePoint point) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CheckpointFile.write(new CheckpointFile.Content(IDENTITY, point), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static CheckpointFile.Content parse(byte[] file) {
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
    CheckpointFile.Content content = parse(file);

    ResumePoint expected = ResumePointsForTests.afterAnother(2);
    assertThat(content.identity()).isEqualTo(IDENTITY);
    assertThat(content.point().before()).isEqualTo(expected.before());
    assertThat(content.point().state().numbers()).isEqualTo(expected.state().numbers());
    assertThat(content.point().state().weights()).containsOnlyKeys("kept", "parameters", "updater");
    content
        .point()
        .state()
        .weights()
        .forEach(
            (name, weights) ->
                assertThat(weights.values())
                    .isEqualTo(expected.state().weights().get(name).values()));
    assertThat(content.point().epochs()).isEqualTo(5);
    assertThat(parse(bytes(ResumePointsForTests.after(1))).point().before()).isEmpty();
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
        "{\"identity\": {}, \"numbers\": {\"epoch\": 0, \"history\": [], \"rollbacks\": []}, \"vectors\": {}}",
        "{\"identity\": {}, \"numbers\": null, \"vectors\": {\"parameters\": 2000000000}}",
        "{\"identity\": {\"a\": null}, \"numbers\": {\"epoch\": 0}, \"vectors\": {\"b\": null}}",
        "{\"@class\": \"java.lang.ProcessBuilder\"}"
      })
  void refusesHeadersOfSomethingElse(String header) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    byte[] magic = "spark-rnn checkpoint 2\n".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer forged =
        ByteBuffer.allocate(magic.length + 4 + json.length + 32).order(ByteOrder.LITTLE_ENDIAN);
    forged.put(magic).putInt(json.length).put(json);
    forged.put(digest(forged.array(), forged.position()));

    assertThatThrownBy(() -> parse(forged.array())).isInstanceOf(IllegalArgumentException.class);
  }
}
