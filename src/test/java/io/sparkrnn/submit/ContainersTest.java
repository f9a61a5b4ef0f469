package io.sparkrnn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * docker/Dockerfile and docker/compose.yaml: what can be told of them without a container engine.
 */
class ContainersTest {

  private static final Path ROOT = Path.of(System.getProperty("project.dir"));

  /** A version and a digest; nothing that moves. */
  private static final Pattern PINNED =
      Pattern.compile("[a-z./-]+:(?!latest)[0-9][^@ ]*@sha256:[0-9a-f]{64}");

  /** What end by themselves: their exit code is their health. */
  private static final Set<String> ONE_SHOT = Set.of("folders", "submit");

  private static String dockerfile;
  private static Map<String, Map<?, ?>> services;
  private static Map<?, ?> volumes;

  @BeforeAll
  static void read() throws IOException {
    dockerfile = Files.readString(ROOT.resolve("docker/Dockerfile"));
    Map<String, Object> compose =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(Files.readString(ROOT.resolve("docker/compose.yaml")));
    services = entries(compose.get("services"));
    volumes = (Map<?, ?>) compose.get("volumes");
  }

  @Test
  void imagesArePinned() {
    assertThat(found("(?m)^FROM (\\S+)", dockerfile))
        .containsExactly("$BUILD_IMAGE", "$RUNTIME_IMAGE");
    assertThat(found("(?m)^ARG [A-Z]+_IMAGE=(\\S+)", dockerfile))
        .hasSize(2)
        .allMatch(ContainersTest::isPinned);
    assertThat(services)
        .allSatisfy(
            (name, service) -> {
              String image = (String) service.get("image");
              if (!image.equals("spark-rnn:" + version())) {
                assertThat(image.replaceFirst("^\\$\\{HADOOP_IMAGE:-(.*)}$", "$1"))
                    .as(name)
                    .matches(PINNED);
              }
            });
    assertThat(services.entrySet())
        .filteredOn(service -> service.getValue().containsKey("build"))
        .as("one service builds the image that the others use")
        .extracting(Map.Entry::getKey)
        .containsExactly("master");
  }

  @Test
  void nothingRunsAsRoot() {
    assertThat(found("(?m)^USER (\\S+)", dockerfile)).containsExactly("185:185");
    assertThat(services)
        .allSatisfy(
            (name, service) ->
                assertThat((String) service.get("user")).as(name).isIn("185:185", "hadoop"));
  }

  @Test
  void whatStaysIsHealthCheckedAndEverythingIsLimited() {
    assertThat(services)
        .allSatisfy(
            (name, service) -> {
              assertThat(service.containsKey("healthcheck"))
                  .as(name)
                  .isNotEqualTo(ONE_SHOT.contains(name));
              Map<?, ?> limits =
                  map(map(map(service.get("deploy")).get("resources")).get("limits"));
              assertThat(limits.get("cpus")).as(name).isNotNull();
              assertThat((String) limits.get("memory")).as(name).matches("[1-9]g");
            });
  }

  @Test
  void eachWaitsForWhatItNeeds() {
    assertThat(services)
        .allSatisfy(
            (name, service) -> {
              if (service.get("depends_on") != null) {
                entries(service.get("depends_on"))
                    .forEach(
                        (needed, how) -> {
                          assertThat(services).as(name).containsKey(needed);
                          assertThat(how.get("condition"))
                              .as(name)
                              .isEqualTo(
                                  ONE_SHOT.contains(needed)
                                      ? "service_completed_successfully"
                                      : "service_healthy");
                        });
              }
            });
    assertThat(entries(services.get("submit").get("depends_on")))
        .containsOnlyKeys("folders", "worker-1", "worker-2");
  }

  @Test
  void namesAndPortsAreThoseOfTheServices() throws IOException {
    String text = Files.readString(ROOT.resolve("docker/compose.yaml"));
    assertThat(found("(?:spark|hdfs)://([a-z-]+):", text))
        .isNotEmpty()
        .isSubsetOf(services.keySet());
    assertThat(services.get("master").get("hostname")).isEqualTo("master");
    assertThat(services.values())
        .filteredOn(service -> service.get("ports") != null)
        .hasSize(2)
        .allSatisfy(
            service ->
                assertThat((List<?>) service.get("ports"))
                    .allSatisfy(port -> assertThat((String) port).startsWith("127.0.0.1:")));
    assertThat(
            services.values().stream()
                .flatMap(service -> list(service.get("volumes")).stream())
                .map(volume -> ((String) volume).replaceAll(":.*", "")))
        .containsExactlyInAnyOrderElementsOf(strings(volumes.keySet()));
  }

  @Test
  void theExecutorsFitTheirWorkers() {
    Map<?, ?> submit = map(services.get("submit").get("environment"));
    Map<?, ?> worker = map(services.get("worker-1").get("environment"));
    assertThat(services.keySet().stream().filter(name -> name.startsWith("worker-")))
        .hasSize(Integer.parseInt((String) submit.get("EXECUTORS")));
    assertThat(submit.get("EXECUTOR_CORES")).isEqualTo(worker.get("SPARK_WORKER_CORES"));
    assertThat(megabytes(submit.get("EXECUTOR_MEMORY")) + megabytes(submit.get("NATIVE_MEMORY")))
        .isLessThanOrEqualTo(megabytes(worker.get("SPARK_WORKER_MEMORY")));
  }

  /** Each path of the image that is named anywhere is one that the Dockerfile makes. */
  @Test
  void pathsAreThoseOfTheImage() throws IOException {
    assertThat(dockerfile).contains("/build/target/spark-rnn-*.jar /opt/spark-rnn/spark-rnn.jar");
    assertThat(Files.readString(ROOT.resolve("submit/cluster.sh")))
        .contains("${APP_JAR:-local:///opt/spark-rnn/spark-rnn.jar}");
    Set<String> named = new TreeSet<>();
    for (String file : List.of("docker/compose.yaml", "docker/Dockerfile", "docker/README.md")) {
      named.addAll(found("/opt/spark-rnn/([a-z./-]+[a-z])", Files.readString(ROOT.resolve(file))));
    }
    assertThat(named)
        .contains("docker/entrypoint.sh", "conf/sample.conf", "spark-rnn.jar")
        .filteredOn(path -> !path.equals("spark-rnn.jar"))
        .allSatisfy(path -> assertThat(ROOT.resolve(path)).exists());
  }

  @Test
  void whatIsCopiedIsThereAndNotIgnored() throws IOException {
    List<String> kept =
        Files.readAllLines(ROOT.resolve(".dockerignore")).stream()
            .filter(line -> line.startsWith("!"))
            .map(line -> line.substring(1))
            .toList();
    List<String> copied =
        found("(?m)^COPY (?!--from)(.+) \\S+$", dockerfile).stream()
            .flatMap(sources -> Stream.of(sources.split(" ")))
            .distinct()
            .toList();
    assertThat(copied)
        .containsExactlyInAnyOrderElementsOf(kept)
        .allSatisfy(path -> assertThat(ROOT.resolve(path)).exists());
  }

  private static boolean isPinned(String image) {
    return PINNED.matcher(image).matches();
  }

  private static String version() {
    return System.getProperty("project.version");
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(result -> result.group(1)).toList();
  }

  private static int megabytes(Object size) {
    String text = (String) size;
    int number = Integer.parseInt(text.substring(0, text.length() - 1));
    return text.endsWith("g") ? 1024 * number : number;
  }

  private static Map<?, ?> map(Object value) {
    return (Map<?, ?>) value;
  }

  private static List<?> list(Object value) {
    return value == null ? List.of() : (List<?>) value;
  }

  private static List<String> strings(Collection<?> values) {
    return values.stream().map(String.class::cast).toList();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Map<?, ?>> entries(Object value) {
    return (Map<String, Map<?, ?>>) value;
  }
}
