package io.sparkrnn.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.LogLines;
import io.sparkrnn.SparkForTests;
import io.sparkrnn.workload.Asset;
import io.sparkrnn.workload.Example;
import io.sparkrnn.workload.ExampleMetadata;
import io.sparkrnn.workload.PreparedData;
import io.sparkrnn.workload.PreparedData.Fact;
import io.sparkrnn.workload.PretrainedEmbedding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedCacheIT {

  @TempDir private Path folder;

  private SparkSession spark;
  private PreparedCache cache;
  private LogLines log;

  @BeforeEach
  void open() {
    spark = SparkForTests.session();
    Configurator.setLevel(PreparedCache.class, Level.INFO);
    log = LogLines.of(PreparedCache.class);
    cache = new PreparedCache(spark, folder.toString(), ExampleMetadata.Decoder.NONE);
  }

  @AfterEach
  void stopListening() {
    log.close();
  }

  @Test
  void whatIsKeptIsFoundAsItWas() {
    PreparedData kept = cache.keep("print 1", data());

    PreparedData found = cache.find("print 1").orElseThrow();

    for (PreparedData back : List.of(kept, found)) {
      assertSame(back.train(), data().train());
      assertSame(back.test(), data().test());
      assertThat(back.trainCount()).isEqualTo(7);
      assertThat(back.testCount()).isEqualTo(3);
      assertThat(back.assets()).isEqualTo(data().assets());
      assertThat(back.facts()).isEqualTo(data().facts());
      assertThat(back.warnings()).isEqualTo(data().warnings());
    }
    assertThat(log.lines())
        .anySatisfy(line -> assertThat(line).startsWith("INFO keeping prepared data in file:"))
        .last()
        .asString()
        .startsWith("INFO reusing prepared data of the same fingerprint in " + uri());
    assertThat(Folders.all(folder)).noneMatch(path -> path.matches("\\.[^/]*"));
  }

  @Test
  void vectorsToStartFromAreKept() throws IOException {
    float[] values = {0.1f, -0f, Float.MIN_VALUE, 7, 8, 9};
    PreparedData data = data(Optional.of(new PretrainedEmbedding(3, values)));

    for (PreparedData back :
        List.of(cache.keep("print 1", data), cache.find("print 1").orElseThrow())) {
      assertThat(back.start().orElseThrow().size()).isEqualTo(3);
      assertThat(back.start().orElseThrow().values()).isEqualTo(values);
    }
    assertThat(cache.keep("print 2", data()).start()).isEmpty();

    try (Stream<Path> files = Files.walk(folder)) {
      Path start = files.filter(file -> file.endsWith("start.floats")).findFirst().orElseThrow();
      Files.write(start, new byte[24]);
    }
    assertThat(cache.find("print 1")).isEmpty();
  }

  @Test
  void anotherFingerprintIsNotFound() {
    cache.keep("print 1", data());

    assertThat(cache.find("print 2")).isEmpty();
    assertThat(cache.find("print 1")).isPresent();
  }

  @Test
  void aFlippedByteIsFoundAndTheDataMadeAnew() throws IOException {
    cache.keep("print 1", data());
    Path file = parquet("train");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    requireMadeAnew("files differ from their manifest");
  }

  @Test
  void aFileCutShortIsFound() throws IOException {
    cache.keep("print 1", data());
    Path file = parquet("test");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));

    requireMadeAnew("files differ from their manifest");
  }

  @Test
  void aMissingFileIsFound() throws IOException {
    cache.keep("print 1", data());
    Files.delete(parquet("train"));

    requireMadeAnew("files differ from their manifest");
  }

  @Test
  void anAddedFileIsFound() throws IOException {
    cache.keep("print 1", data());
    Files.copy(parquet("test"), parquet("train").resolveSibling("part-r-99999.parquet"));

    requireMadeAnew("files differ from their manifest");
  }

  @Test
  void aMissingManifestIsFound() throws IOException {
    cache.keep("print 1", data());
    Files.delete(manifest());

    requireMadeAnew("no manifest.json");
  }

  @Test
  void aGarbledManifestIsFound() throws IOException {
    cache.keep("print 1", data());
    String whole = Files.readString(manifest());
    for (String text :
        List.of("", "{}", "null", "[1]", "no JSON", whole.substring(0, whole.length() / 2))) {
      replaceManifest(text);

      requireMadeAnew("unreadable manifest: ");
    }
  }

  @Test
  void aManifestOfSomethingElseIsFound() throws IOException {
    cache.keep("print 1", data());
    replaceManifest(Files.readString(manifest()).replace("\"print 1\"", "\"print 2\""));

    requireMadeAnew("its fingerprint differs");
  }

  @Test
  void aChangedLetterInTheManifestIsFound() throws IOException {
    cache.keep("print 1", data());
    Files.writeString(manifest(), Files.readString(manifest()).replaceFirst("[a-z]", "X"));

    requireMadeAnew("manifest.json differs from its checksum");
  }

  /** Another manifest whose own checksum is right. */
  private void replaceManifest(String text) throws IOException {
    Files.writeString(manifest(), text);
    Files.writeString(manifest().resolveSibling("manifest.json.sha256"), Checksums.sha256(text));
  }

  @Test
  void whatAJobThatDiedLeftIsNoData() throws IOException {
    cache.keep("print 1", data());
    Path whole = manifest().getParent();
    Files.move(whole, whole.resolveSibling("." + whole.getFileName() + ".0-died"));

    assertThat(cache.find("print 1")).isEmpty();
    cache.keep("print 1", data());
    assertThat(cache.find("print 1")).isPresent();
  }

  /** Damage is told and removed; what is kept then is whole. */
  private void requireMadeAnew(String reason) {
    log.clear();
    assertThat(cache.find("print 1")).as(reason).isEmpty();
    assertThat(log.lines())
        .singleElement()
        .asString()
        .startsWith("WARN prepared data in " + uri())
        .contains(" is damaged (" + reason)
        .endsWith("); preparing it again");
    assertThat(folder).isEmptyDirectory();

    cache.keep("print 1", data());
    Optional<PreparedData> found = cache.find("print 1");
    assertThat(found).isPresent();
    assertSame(found.get().train(), data().train());
  }

  private PreparedData data() {
    return data(Optional.empty());
  }

  private PreparedData data(Optional<PretrainedEmbedding> start) {
    return new PreparedData(
        examples(7),
        7,
        examples(3),
        3,
        List.of(new Asset("vocabulary.txt", "4\tnaïve\n5\t\"\u2028\n")),
        start,
        List.of(new Fact("Source", "a test"), new Fact("Ä", "\\ \"")),
        List.of("careful"));
  }

  private JavaRDD<Example> examples(int count) {
    List<Example> examples =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    new Example(
                        i, new float[] {i, 0.1f * i, Float.MIN_VALUE, -0f}, new float[] {i % 2}))
            .toList();
    return JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(examples, 2);
  }

  private static void assertSame(JavaRDD<Example> actual, JavaRDD<Example> expected) {
    assertThat(rows(actual)).isEqualTo(rows(expected));
  }

  private static List<List<Object>> rows(JavaRDD<Example> examples) {
    return examples.collect().stream()
        .sorted(Comparator.comparingLong(Example::index))
        .map(
            example ->
                List.<Object>of(
                    example.index(),
                    Arrays.toString(example.features()),
                    Arrays.toString(example.targets())))
        .toList();
  }

  private String uri() {
    return "file:" + folder + "/";
  }

  private Path manifest() throws IOException {
    return only(folder, "glob:**/manifest.json");
  }

  /** The first Parquet file of a split. */
  private Path parquet(String split) throws IOException {
    return only(folder, "glob:**/" + split + "/part-r-00000*.parquet");
  }

  private static Path only(Path root, String pattern) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(root.getFileSystem().getPathMatcher(pattern)::matches)
          .findFirst()
          .orElseThrow();
    }
  }
}
