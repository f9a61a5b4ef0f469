package io.sparkrnn.data.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.error.BadDataException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyReaderTest {

  @Test
  void readsListsAsNumpyPicklesThem() throws IOException {
    int[][] lists = lists(Pickles.lists(new int[] {1, 300, 70_000}, new int[] {}, new int[] {5}));

    assertThat(lists).isDeepEqualTo(new int[][] {{1, 300, 70_000}, {}, {5}});
  }

  /** The pickles that numpy 2.4 makes of the lists [1, 300, 70000] and [5]. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "8002636e756d70792e5f636f72652e6d756c746961727261790a5f7265636f6e737472"
            + "7563740a7100636e756d70790a6e6461727261790a71014b00857102635f636f646563"
            + "730a656e636f64650a7103580100000062710458060000006c6174696e317105867106"
            + "527107877108527109284b014b0285710a636e756d70790a64747970650a710b580200"
            + "00004f38710c898887710d52710e284b0358010000007c710f4e4e4e4affffffff4aff"
            + "ffffff4b3f74711062895d7111285d7112284b014d2c014a70110100655d71134b0561"
            + "65747114622e",
        "8004959d000000000000008c166e756d70792e5f636f72652e6d756c74696172726179"
            + "948c0c5f7265636f6e7374727563749493948c056e756d7079948c076e646172726179"
            + "9493944b0085944301629487945294284b014b02859468038c0564747970659493948c"
            + "024f3894898887945294284b038c017c944e4e4e4affffffff4affffffff4b3f749462"
            + "895d94285d94284b014d2c014a70110100655d944b0561657494622e",
        "8005959d000000000000008c166e756d70792e5f636f72652e6d756c74696172726179"
            + "948c0c5f7265636f6e7374727563749493948c056e756d7079948c076e646172726179"
            + "9493944b0085944301629487945294284b014b02859468038c0564747970659493948c"
            + "024f3894898887945294284b038c017c944e4e4e4affffffff4affffffff4b3f749462"
            + "895d94285d94284b014d2c014a70110100655d944b0561657494622e"
      })
  void readsOtherProtocols(String pickle) throws IOException {
    byte[] npy = Pickles.npy(1, "|O", "(2,)", HexFormat.of().parseHex(pickle));

    assertThat(lists(npy)).isDeepEqualTo(new int[][] {{1, 300, 70_000}, {5}});
  }

  @Test
  void readsManyListsAcrossTheirDoublings() throws IOException {
    int[] list = new int[1_000];
    Arrays.setAll(list, i -> i * 7);

    assertThat(lists(Pickles.lists(list, list))[1]).isEqualTo(list);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void readsHeaderVersions(int version) throws IOException {
    assertThat(integers(Pickles.npy(version, "|u1", "(3,)", new byte[] {1, 0, -1})))
        .containsExactly(1, 0, 255);
  }

  @ParameterizedTest
  @CsvSource({
    "<i8,0100000000000000",
    ">i4,00000001",
    "<i2,0100",
    "|b1,01",
    "|i1,01",
    "<u4,01000000"
  })
  void readsIntegersOfAnyWidth(String type, String hex) throws IOException {
    assertThat(integers(Pickles.npy(1, type, "(1,)", HexFormat.of().parseHex(hex))))
        .containsExactly(1);
  }

  @ParameterizedTest
  @CsvSource({"os,system", "builtins,eval", "posix,system", "numpy.core.multiarray,scalar"})
  void refusesWhatAPickleMustNotNameAndSaysIt(String module, String name) {
    byte[] pickle =
        "\u0080\u0003c%s\n%s\nX\u0004\u0000\u0000\u0000echo\u0085R."
            .formatted(module, name)
            .getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> lists(Pickles.npy(1, "|O", "(1,)", pickle)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("here holds a pickle that asks for %s.%s;".formatted(module, name))
        .hasMessageContaining("code in a pickle is never run");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.",
        "\u0080\u0003].",
        "\u0080\u0003h\u0005.",
        "\u0080\u0003e.",
        "\u0080\u0003(R."
      })
  void refusesPicklesThatDoNotFitTogether(String pickle) {
    byte[] bytes = pickle.getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> lists(Pickles.npy(1, "|O", "(1,)", bytes)))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith("here holds a pickle that");
  }

  @Test
  void refusesOpcodesOfOtherPickles() {
    byte[] bytes = "\u0080\u0003}.".getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> lists(Pickles.npy(1, "|O", "(1,)", bytes)))
        .hasMessageContaining("opcode 0x7d is not allowed in an array of lists");
  }

  @Test
  void failsWhereThePickleEnds() {
    byte[] whole = Pickles.lists(new int[] {1, 2, 3});

    assertThatThrownBy(() -> lists(Arrays.copyOf(whole, whole.length - 4)))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void refusesAnotherNumberOfListsThanTheHeaderSays() {
    byte[] npy = Pickles.npy(1, "|O", "(3,)", Pickles.pickle(new int[] {1}));

    assertThatThrownBy(() -> lists(npy)).hasMessage("here holds 1 lists, its header says 3");
  }

  @Test
  void refusesOtherArrays() {
    assertThatThrownBy(() -> lists(Pickles.labels(1)))
        .hasMessageContaining("here holds values of type '<i8', expected objects ('|O')");
    assertThatThrownBy(() -> integers(Pickles.npy(1, "<f4", "(1,)", new byte[4])))
        .hasMessageContaining("type '<f4', expected integers");
    assertThatThrownBy(() -> integers(Pickles.npy(1, "<i8", "(2, 3)", new byte[48])))
        .hasMessage("here has shape (2, 3), expected one dimension");
    assertThatThrownBy(() -> integers(Pickles.npy(9, "<i8", "(1,)", new byte[8])))
        .hasMessage("here is .npy version 9.0, expected 1 to 3");
    assertThatThrownBy(() -> integers("no array".getBytes(StandardCharsets.US_ASCII)))
        .hasMessageContaining("here is not a .npy array");
    assertThatThrownBy(() -> integers(Pickles.npy(1, "<i8", "(999999999,)", new byte[8])))
        .hasMessageContaining("claims 999999999 values");
    assertThatThrownBy(() -> integers(Pickles.npy(1, "<i8", "(2,)", new byte[8])))
        .isInstanceOf(EOFException.class)
        .hasMessage("here ends after 8 of 16 bytes");
  }

  private static int[][] lists(byte[] npy) throws IOException {
    return NpyReader.integerLists(new ByteArrayInputStream(npy), "here");
  }

  private static long[] integers(byte[] npy) throws IOException {
    return NpyReader.integers(new ByteArrayInputStream(npy), "here");
  }
}
