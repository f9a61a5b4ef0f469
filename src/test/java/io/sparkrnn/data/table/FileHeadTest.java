package io.sparkrnn.data.table;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.error.BadDataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileHeadTest {

  private static String read(byte[] content, Charset charset) throws IOException {
    return new String(
        FileHead.textAfterMark("a.csv", new ByteArrayInputStream(content), charset, "do so")
            .readAllBytes(),
        charset);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "text,label\n", "PAR1,PAR2\n", "ORC,Obj\n", "BZh\n"})
  void textIsLeftAsItIs(String text) throws IOException {
    for (Charset charset : List.of(UTF_8, ISO_8859_1, UTF_16, UTF_16LE, UTF_16BE)) {
      assertThat(read(text.getBytes(charset), charset)).isEqualTo(text);
    }
    String longer = text + "x".repeat(1_000);
    assertThat(read(longer.getBytes(UTF_8), UTF_8)).isEqualTo(longer);
  }

  @Test
  void aByteOrderMarkIsNoText() throws IOException {
    for (Charset charset : List.of(UTF_8, UTF_16LE, UTF_16BE)) {
      assertThat(read("\uFEFFtext".getBytes(charset), charset)).isEqualTo("text");
    }
    assertThat(read("text".getBytes(UTF_16), UTF_16)).as("its decoder needs it").isEqualTo("text");
  }

  @ParameterizedTest
  @CsvSource({
    "fffe7400, 'UTF-16 (it begins with the byte order mark ff fe), expected UTF-8; do so'",
    "feff0074, 'UTF-16 (it begins with the byte order mark fe ff), expected UTF-8; do so'",
    "1f8b0800, 'a gzip file (it begins with 1f 8b), expected text; rename it to end in .gz'",
    "28b52ffd04, 'a Zstandard file'",
    "425a683931415926535900, 'a bzip2 file'",
    "504b03041400, 'a zip file, such as an Excel workbook'",
    "504152311500, 'a Parquet file'",
    "4f524300, 'an ORC file'",
    "4f626a0104, 'an Avro file'"
  })
  void anotherFormatIsNamed(String bytes, String message) {
    assertThatThrownBy(() -> read(HexFormat.of().parseHex(bytes), UTF_8))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("a.csv is " + message);
  }
}
