package io.sparkrnn.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.LogLines;
import io.sparkrnn.SparkForTests;
import io.sparkrnn.cli.Job.Outcome;
import io.sparkrnn.data.numpy.Pickles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.logging.log4j.LogManager;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Inputs as they come: each is read, or refused with its place and reason, without a stack trace,
 * and nothing is left behind. docs/fault-tests.md lists them.
 */
class AwkwardInputsIT {

  private static final String HEADER = "text,label\n";

  @TempDir private static Path folder;

  private static String plain;

  /**
   * An input.
   *
   * @param maker writes it into a folder of its own and returns the value of {@code data.path}
   * @param code exit code
   * @param same whether it gives the parameters of the plain table
   * @param messages what standard error contains
   */
  private record Input(String name, Maker maker, int code, boolean same, String... messages) {
    @Override
    public String toString() {
      return name;
    }
  }

  @FunctionalInterface
  private interface Maker {
    Path in(Path own) throws IOException;
  }

  static Stream<Input> inputs() {
    return Stream.of(
        // Read; "same" gives the parameters of the file without what is awkward.
        same("byte order mark", csv("\uFEFF" + table())),
        same("CRLF line ends", csv(table().replace("\n", "\r\n"))),
        same("CR line ends", csv(table().replace("\n", "\r"))),
        same("no newline at the end", csv(table().stripTrailing())),
        same("blank lines", csv(table().replace("\n", "\n\n"))),
        same("labels in capitals, with spaces", csv(table().replace(",pos", ", POS\t"))),
        same("a column more than is needed", csv(widened(table()))),
        read("quoted newlines", csv(table() + "\"two\nlines\",pos\n\"and\r\nmore\",neg\n")),
        read("a review of 1 MB", csv(table() + "\"" + "word, ".repeat(180_000) + "\",pos\n")),
        same(
            "folder with empty, hidden and marker files",
            own -> {
              Files.writeString(own.resolve("a.csv"), table());
              Files.writeString(own.resolve("_SUCCESS"), "");
              Files.writeString(own.resolve(".part"), "x");
              return own;
            }),
        read(
            "a schema that grew a column, CSV",
            own -> {
              Files.writeString(own.resolve("2023.csv"), table());
              Files.writeString(own.resolve("2024.csv"), widened(table().replace("film", "book")));
              return own;
            }),
        read("a schema that grew a column, Parquet", own -> parquet("grown")),
        same(
            "a link to a file",
            own -> Files.createSymbolicLink(own.resolve("l.csv"), csv(table()).in(own))),
        // Refused, by the row.
        refused("ragged row, too long", csv(table() + "a,pos,c\n"), "a.csv: row 181: "),
        refused("ragged row, too short", csv(table() + "alone\n"), "a.csv: row 181: "),
        refused("empty text", csv(table() + ",pos\n"), "a.csv: row 181: column 'text' is empty"),
        refused(
            "null text, JSON",
            jsonl("{\"text\": null, \"label\": 1}"),
            "a.jsonl: row 181: column 'text' is missing or null"),
        refused(
            "null label, JSON",
            jsonl("{\"text\": \"film\", \"label\": null}"),
            "a.jsonl: row 181: column 'label' is missing or null"),
        refused(
            "nested text, JSON",
            jsonl("{\"text\": {\"body\": \"film\"}, \"label\": 1}"),
            "a.jsonl: row 181: "),
        refused(
            "a line that is no JSON", jsonl("{'text': 'film'}"), "a.jsonl: row 181: is not JSON"),
        refused(
            "null label, Parquet",
            own -> parquet("nulls"),
            "nulls/part-0.parquet: row 171: column 'label' is missing or null"),
        refused(
            "a file that lacks the label, Parquet",
            own -> parquet("lacking"),
            "column 'label' is missing or null"),
        refused(
            "Latin-1",
            bytes("a.csv", (table() + "tr\u00e8s bien,pos\n").getBytes(ISO_8859_1)),
            "a.csv: row 181: ",
            "is not UTF-8: column 'text' is malformed at character 3"),
        refused(
            "very long label",
            csv(table() + "film," + "x".repeat(100_000) + "\n"),
            "a.csv: row 181: column 'label' holds 'xxx",
            "..."),
        // Refused, by the file.
        refused(
            "no such label", csv(table().replace(",neg", ",pos")), "no train review labeled neg"),
        refused("one row", csv(HEADER + "film,pos\n"), "both labels are needed in both splits"),
        refused("only a header", csv(HEADER), "holds no rows"),
        refused("empty file", csv(""), "a.csv"),
        refused(
            "JSON Lines of blank lines",
            bytes("a.jsonl", "\n\n \n".getBytes(UTF_8)),
            "holds no rows"),
        refused(
            "JSON array",
            bytes("a.json", "[{\"text\": \"film\", \"label\": 1}]".getBytes(UTF_8)),
            "a.json",
            "array"),
        refused(
            "duplicate column names",
            csv("text,label,text\n" + "a,pos,b\n".repeat(20)),
            "a.csv",
            "has two columns 'text', expected one"),
        refused(
            "unclosed quote",
            csv(table() + "\"film,pos\n"),
            "a.csv has a quote on line 182 that is never closed"),
        refused("semicolons", csv(table().replace(',', ';')), "a.csv has no column 'text'"),
        refused(
            "UTF-16, big-endian",
            bytes("a.csv", table().getBytes(UTF_16)),
            "a.csv is UTF-16 (it begins with the byte order mark fe ff), expected UTF-8; set"
                + " data.csv.encoding = UTF-16"),
        refused(
            "UTF-16, little-endian",
            bytes("a.csv", ("\uFEFF" + table()).getBytes(UTF_16LE)),
            "a.csv is UTF-16 (it begins with the byte order mark ff fe)"),
        refused(
            "UTF-16, JSON",
            bytes("a.jsonl", "{\"text\": \"film\", \"label\": 1}".getBytes(UTF_16)),
            "a.jsonl is UTF-16 (it begins with the byte order mark fe ff), expected UTF-8; convert"
                + " it to UTF-8"),
        refused(
            "wrong extension",
            bytes("a.txt", table().getBytes(UTF_8)),
            "a.txt is a file of no known kind",
            "data.source"),
        refused(
            "Parquet named CSV",
            own -> Files.copy(part("whole"), own.resolve("a.csv")),
            "a.csv is a Parquet file (it begins with 50 41 52 31), expected text; rename it to end"
                + " in .parquet, or set data.source = parquet"),
        refused(
            "Parquet named JSON Lines",
            own -> Files.copy(part("whole"), own.resolve("a.jsonl")),
            "a.jsonl is a Parquet file"),
        refused(
            "gzip named CSV",
            own -> Files.write(own.resolve("a.csv"), gzip(table())),
            "a.csv is a gzip file (it begins with 1f 8b), expected text; rename it to end in .gz"),
        refused(
            "gzip named JSON Lines",
            own -> Files.write(own.resolve("a.jsonl"), gzip(table())),
            "a.jsonl is a gzip file"),
        refused(
            "a workbook named CSV",
            bytes("a.csv", zip(Map.of("xl/workbook.xml", new byte[40]))),
            "a.csv is a zip file, such as an Excel workbook"),
        refused(
            "CSV named Parquet",
            bytes("a.parquet", table().getBytes(UTF_8)),
            "a.parquet is not a complete Parquet file"),
        refused("CSV named gzip", bytes("a.csv.gz", table().getBytes(UTF_8)), "a.csv.gz"),
        refused(
            "truncated gzip",
            own -> cut(own.resolve("a.csv.gz"), gzip(table())),
            "a.csv.gz cannot be read to its end (it ends too early)"),
        refused(
            "truncated archive",
            own -> cut(own.resolve("a.tar.gz"), archive()),
            "a.tar.gz is damaged or was not downloaded to its end"),
        refused(
            "truncated Parquet",
            own -> cut(own.resolve("a.parquet"), Files.readAllBytes(part("whole"))),
            "a.parquet is not a complete Parquet file"),
        refused(
            "damaged Parquet footer",
            own -> damaged(own, -60, -12),
            "a.parquet cannot be read as Parquet: its footer is damaged"),
        refused(
            "damaged Parquet page",
            own -> damaged(own, 40, 2_000),
            "a.parquet cannot be read to its end",
            "a file is damaged"),
        refused(
            "types that differ between files, Parquet",
            own -> parquet("mixed"),
            "mixed/part-1.parquet",
            "Column: [label], Expected: string, Found: INT32"),
        refused(
            "npz with other arrays",
            bytes("a.npz", zip(Map.of("weights.npy", Pickles.labels(1, 2)))),
            "a.npz",
            "x_train"),
        refused(
            "npz with fewer labels than texts",
            bytes(
                "a.npz",
                zip(
                    Map.of(
                        "x_train.npy",
                        Pickles.lists(new int[] {1}, new int[] {2}),
                        "y_train.npy",
                        Pickles.labels(1),
                        "x_test.npy",
                        Pickles.lists(new int[] {1}),
                        "y_test.npy",
                        Pickles.labels(1)))),
            "a.npz"),
        refused(
            "truncated npz",
            own ->
                cut(
                    own.resolve("a.npz"),
                    zip(Map.of("x_train.npy", Pickles.lists(IntStream.range(1, 3000).toArray())))),
            "a.npz"),
        refused(
            "a link to itself",
            own -> Files.createSymbolicLink(own.resolve("a.csv"), own.resolve("a.csv")),
            "a.csv"),
        refused(
            "folder of two kinds",
            own -> {
              Files.writeString(own.resolve("a.csv"), table());
              Files.writeString(own.resolve("b.tsv"), table());
              return own;
            },
            "is a folder of several kinds of input (a.csv, b.tsv)"));
  }

  @BeforeAll
  static void prepare() throws IOException {
    writeTables();
    Job.freshSpark();
    Outcome trained =
        train(csv(table()).in(Files.createDirectory(folder.resolve("plain"))), "plain");
    assertThat(trained.code()).as(trained.err()).isZero();
    plain = trained.json().get("model_sha256").textValue();
  }

  @AfterAll
  static void forget() {
    Job.forgetSparkSettings();
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void isReadOrRefused(Input input) throws IOException {
    Path own = Files.createTempDirectory(folder, "in");
    Path data = input.maker().in(own);
    Path output = folder.resolve("out-" + own.getFileName());
    try (LogLines log = LogLines.of(LogManager.ROOT_LOGGER_NAME)) {
      Outcome outcome = train(data, output.getFileName().toString());

      assertThat(outcome.code()).as(outcome.err()).isEqualTo(input.code());
      assertThat(outcome.err()).doesNotContain("\tat ");
      Stream.of(input.messages()).forEach(text -> assertThat(outcome.err()).contains(text));
      assertThat(log.stackTraces()).isEmpty();
      assertThat(log.lines()).noneMatch(line -> line.startsWith("ERROR"));
      if (input.code() == 0) {
        assertThat(children(output)).containsExactlyInAnyOrder(".prepared", "index.html", "r");
        String model = outcome.json().get("model_sha256").textValue();
        assertThat(model.equals(plain)).isEqualTo(input.same());
      } else {
        assertThat(children(output)).isEmpty();
        assertThat(outcome.json().get("exit_code").intValue()).isEqualTo(input.code());
      }
    }
  }

  private static Outcome train(Path data, String output) {
    return Job.train(
        "data.path=" + data, "output.dir=" + folder.resolve(output), "run.id=r", "text.length=4");
  }

  private static List<String> children(Path root) throws IOException {
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(root)) {
      return all.map(path -> path.getFileName().toString()).toList();
    }
  }

  private static Input same(String name, Maker maker) {
    return new Input(name, maker, 0, true);
  }

  private static Input read(String name, Maker maker) {
    return new Input(name, maker, 0, false);
  }

  private static Input refused(String name, Maker maker, String... messages) {
    return new Input(name, maker, 3, false, messages);
  }

  /** 180 reviews with a header. */
  private static String table() {
    StringBuilder csv = new StringBuilder(HEADER);
    for (int i = 1; i <= 180; i++) {
      csv.append("film number ").append(i).append(i % 2 == 0 ? ",pos\n" : ",neg\n");
    }
    return csv.toString();
  }

  private static String widened(String csv) {
    return csv.replace("\n", ",3\n").replaceFirst(",3\n", ",stars\n");
  }

  private static Maker csv(String content) {
    return bytes("a.csv", content.getBytes(UTF_8));
  }

  private static Maker bytes(String name, byte[] content) {
    return own -> Files.write(own.resolve(name), content);
  }

  private static Maker jsonl(String last) {
    List<String> lines = new ArrayList<>();
    for (int i = 1; i <= 180; i++) {
      lines.add("{\"text\": \"film number %d\", \"label\": %d}".formatted(i, i % 2));
    }
    lines.add(last);
    return own -> Files.write(own.resolve("a.jsonl"), lines);
  }

  private static void writeTables() throws IOException {
    String texts = "select concat('film number ', id) text, ";
    write("whole", texts + "string(id % 2) label from range(3000)");
    write("grown", texts + "string(id % 2) label from range(180)");
    write("grown", texts + "string(id % 2) label, 3 stars from range(180)");
    write("nulls", texts + "if(id = 170, null, string(id % 2)) label from range(180)");
    write("lacking", texts + "string(id % 2) label from range(180)");
    write("lacking", "select concat('old film ', id) text from range(180)");
    write("mixed", texts + "string(id % 2) label from range(180)");
    write("mixed", texts + "int(id % 2) label from range(180)");
  }

  /** Adds a file to the table of a name; Spark takes the schema from the first one. */
  private static void write(String table, String query) throws IOException {
    Path written = folder.resolve("written");
    SparkForTests.session()
        .sql(query)
        .coalesce(1)
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(written.toString());
    Files.createDirectories(parquet(table));
    Path next =
        parquet(table).resolve("part-%d.parquet".formatted(children(parquet(table)).size()));
    try (Stream<Path> files = Files.list(written)) {
      Files.move(
          files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow(),
          next);
    }
  }

  private static Path parquet(String table) {
    return folder.resolve(table);
  }

  private static Path part(String table) {
    return parquet(table).resolve("part-0.parquet");
  }

  /** A copy with bytes of a range, counted from the end if negative, that were written over. */
  private static Path damaged(Path own, int from, int to) throws IOException {
    byte[] bytes = Files.readAllBytes(part("whole"));
    Arrays.fill(
        bytes, from < 0 ? bytes.length + from : from, to < 0 ? bytes.length + to : to, (byte) 0xEE);
    return Files.write(own.resolve("a.parquet"), bytes);
  }

  private static Path cut(Path file, byte[] whole) throws IOException {
    return Files.write(file, Arrays.copyOf(whole, whole.length * 2 / 3));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] zip(Map<String, byte[]> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  /** An archive of reviews that do not compress. */
  private static byte[] archive() throws IOException {
    Random random = new Random(1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      for (String part : List.of("train/pos", "train/neg", "test/pos", "test/neg")) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
          text.append(Integer.toString(random.nextInt(36), 36));
        }
        TarArchiveEntry entry = new TarArchiveEntry("aclImdb/" + part + "/0_9.txt");
        entry.setSize(text.length());
        tar.putArchiveEntry(entry);
        tar.write(text.toString().getBytes(UTF_8));
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }
}
