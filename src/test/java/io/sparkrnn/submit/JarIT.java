package io.sparkrnn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The application jar: what Spark gives is not in it, what training needs is. */
class JarIT {

  private static final Path JAR = Path.of(System.getProperty("app.jar"));

  private static final Pattern NATIVE =
      Pattern.compile(".*/((?:linux|macosx|windows|android|ios)-[a-z0-9_]+)/[^/]*");

  private static final Pattern ORIGIN =
      Pattern.compile("META-INF/maven/([^/]+)/([^/]+)/pom\\.properties");

  private static JarFile jar;
  private static List<String> names;

  @BeforeAll
  static void open() throws IOException {
    jar = new JarFile(JAR.toFile());
    names = jar.stream().map(entry -> entry.getName()).toList();
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  @Test
  void holdsNothingThatSparkGives() {
    assertThat(names)
        .filteredOn(name -> name.endsWith(".class"))
        .filteredOn(
            name ->
                name.matches(
                    "(META-INF/versions/\\d+/)?(org/apache/(spark|hadoop|logging/log4j|log4j)"
                        + "|scala|org/slf4j|com/fasterxml/jackson|com/esotericsoftware)/.*"))
        // DL4J's own two, in a package of Spark's to reach what is private there.
        .containsExactlyInAnyOrder(
            "org/apache/spark/TaskContextHelper.class",
            "org/apache/spark/TaskContextHelper$.class");
  }

  @Test
  void holdsNoImagesVideosOrHdf5() {
    assertThat(names).filteredOn(name -> name.matches("(?i).*(opencv|ffmpeg|hdf5).*")).isEmpty();
  }

  @Test
  void holdsNativeLibrariesOfOnePlatform() {
    assertThat(names)
        .filteredOn(name -> name.matches(".*\\.(so|dylib|dll|jnilib)(\\.\\d+)*"))
        .isNotEmpty()
        .allMatch(name -> NATIVE.matcher(name).matches());
    Set<String> platforms =
        names.stream()
            .map(NATIVE::matcher)
            .filter(Matcher::matches)
            .map(matcher -> matcher.group(1))
            .collect(Collectors.toSet());
    assertThat(platforms).hasSize(1);
    assertThat(names)
        .anyMatch(name -> name.contains("/libnd4jcpu."))
        .anyMatch(name -> name.matches("org/bytedeco/openblas/.*/libopenblas\\..*"))
        .anyMatch(name -> name.matches("io/sparkrnn/blas/.*/libopenblas\\..*"))
        .anyMatch(name -> name.contains("/libjnijavacpp."));
  }

  @Test
  void holdsEachFileOnce() {
    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  void isSmallEnoughToSend() throws IOException {
    assertThat(Files.size(JAR)).isBetween(20_000_000L, 200_000_000L);
  }

  @Test
  void startsWithTheEntryPoint() throws IOException {
    assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
        .isEqualTo("io.sparkrnn.cli.Main");
    assertThat(names)
        .contains(
            "io/sparkrnn/cli/Main.class",
            "reference.conf",
            "spark-rnn-version.properties",
            "sample/train.jsonl",
            "sample/test.jsonl");
  }

  @Test
  void carriesLicencesAndNotices() throws IOException {
    String own =
        Files.readString(Path.of(System.getProperty("project.dir")).resolve("LICENSE")).strip();

    assertThat(text("META-INF/LICENSE")).contains(own);
    assertThat(text("META-INF/NOTICE")).isNotBlank();
    // ICU4J's jar has none of its own.
    assertThat(text("META-INF/licenses/icu4j.txt")).contains("UNICODE LICENSE V3", "cjdict.txt");
  }

  /** Spark or another jar may bring ICU4J too; its data for words is moved with its classes. */
  @Test
  void findsWordsWithAnIcuOfItsOwn() throws IOException, ReflectiveOperationException {
    assertThat(names).noneMatch(name -> name.startsWith("com/ibm/icu/"));
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      Class<?> text = loader.loadClass("io.sparkrnn.text.UnicodeText");
      Method words = text.getDeclaredMethod("words", String.class);
      words.setAccessible(true);

      assertThat(words.invoke(null, "这部电影非常好看。หนังเรื่องนี้ \uD83D\uDE00"))
          .isEqualTo(List.of("这", "部", "电影", "非常", "好看", "หนัง", "เรื่อง", "นี้", "\uD83D\uDE00"));
    }
  }

  /** The build's list; META-INF/maven also tells of libraries that bundled ones hold copies of. */
  @Test
  void listsWhatIsBundledAndItsLicences() throws IOException {
    String newer = newerOpenBlas();
    List<String> listed = text("META-INF/THIRD-PARTY.txt").lines().skip(1).toList();
    assertThat(listed)
        .hasSizeGreaterThan(20)
        .allMatch(
            line -> line.matches("[^:]+:[^:]+:[^:]+ \\| (Apache-2\\.0|MIT|Unicode-3\\.0)( or .+)?"))
        .anyMatch(line -> line.startsWith("org.nd4j:nd4j-native:"))
        .anyMatch(line -> line.startsWith("com.typesafe:config:"))
        .anyMatch(line -> line.startsWith("org.bytedeco:openblas:" + newer + " "));

    String page =
        Files.readString(
            Path.of(System.getProperty("project.dir")).resolve("docs/dependencies.md"));
    assertThat(listed)
        .allSatisfy(
            line ->
                assertThat(page)
                    .contains(line.replaceFirst("(.+):(.+) \\| (.+)", "| `$1` | $2 | $3 |")));
    List<String> origins =
        names.stream()
            .map(ORIGIN::matcher)
            .filter(Matcher::matches)
            .map(matcher -> matcher.group(1) + ":" + matcher.group(2))
            .filter(origin -> !origin.startsWith("io.sparkrnn:"))
            .toList();
    assertThat(origins)
        .hasSizeGreaterThan(30)
        .allSatisfy(origin -> assertThat(page).contains("| `" + origin + "` |"));
  }

  private static String newerOpenBlas() throws IOException {
    Properties versions = new Properties();
    versions.load(new StringReader(text("io/sparkrnn/blas/openblas.properties")));
    return versions.getProperty("newer");
  }

  @Test
  void holdsNoSignatureOfAJarThatWentIn() {
    assertThat(names).noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|DSA|RSA)"));
  }

  private static String text(String name) throws IOException {
    return new String(
        jar.getInputStream(jar.getJarEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
  }
}
