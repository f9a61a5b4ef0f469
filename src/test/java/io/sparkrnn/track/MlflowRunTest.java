package io.sparkrnn.track;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sparkrnn.config.TrackingSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against an HTTP server that answers as MLflow's does, and keeps what it is told. */
class MlflowRunTest {

  private record Told(String path, String authorization, JsonNode content) {}

  private final ConcurrentLinkedQueue<Told> told = new ConcurrentLinkedQueue<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().replace("/api/2.0/mlflow/", "");
    byte[] body = exchange.getRequestBody().readAllBytes();
    told.add(
        new Told(
            path,
            exchange.getRequestHeaders().getFirst("Authorization"),
            new ObjectMapper().readTree(body)));
    boolean known = !path.equals("experiments/get-by-name");
    byte[] answer =
        switch (path) {
          case "experiments/create" -> "{\"experiment_id\": \"7\"}".getBytes();
          case "runs/create" -> "{\"run\": {\"info\": {\"run_id\": \"abc\"}}}".getBytes();
          default -> "{}".getBytes();
        };
    exchange.sendResponseHeaders(known ? 200 : 404, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private String address() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  private Optional<MlflowRun> begin(String address, Map<String, String> settings) {
    return MlflowRun.begin(
        new TrackingSettings(true, Optional.of(address), "reviews"),
        "monday",
        settings,
        Map.of("MLFLOW_TRACKING_TOKEN", "secret"));
  }

  private JsonNode content(String path) {
    return told.stream()
        .filter(one -> one.path().equals(path))
        .reduce((first, second) -> second)
        .orElseThrow()
        .content();
  }

  @Test
  void aRunIsBegunLoggedAndEnded() {
    try (MlflowRun run = begin(address(), Map.of("seed", "42")).orElseThrow()) {
      run.succeeded(Map.of("test/accuracy", 0.875));
    }

    assertThat(told)
        .extracting(Told::path)
        .containsExactly(
            "experiments/get-by-name",
            "experiments/create",
            "runs/create",
            "runs/log-batch",
            "runs/log-batch",
            "runs/update");
    assertThat(told).allMatch(one -> one.authorization().equals("Bearer secret"));
    assertThat(content("runs/create").get("experiment_id").asText()).isEqualTo("7");
    assertThat(content("runs/create").get("run_name").asText()).isEqualTo("monday");
    JsonNode metric = content("runs/log-batch").at("/metrics/0");
    assertThat(metric.get("key").asText()).isEqualTo("test/accuracy");
    assertThat(metric.get("value").asDouble()).isEqualTo(0.875);
    assertThat(content("runs/update").get("status").asText()).isEqualTo("FINISHED");
  }

  @Test
  void aRunThatDidNotSucceedFailed() {
    begin(address(), Map.of()).orElseThrow().close();

    assertThat(content("runs/update").get("status").asText()).isEqualTo("FAILED");
  }

  @Test
  void manySettingsGoInPortionsAndLongOnesAreCut() {
    Map<String, String> settings =
        IntStream.range(0, 150)
            .boxed()
            .collect(
                Collectors.toMap(
                    i -> "key%03d".formatted(i), i -> "x".repeat(600), (a, b) -> a, TreeMap::new));

    begin(address(), settings).orElseThrow().close();

    assertThat(told)
        .filteredOn(one -> one.path().equals("runs/log-batch"))
        .extracting(one -> one.content().get("params").size())
        .containsExactly(100, 50);
    assertThat(content("runs/log-batch").at("/params/0/value").asText()).hasSize(500);
  }

  @Test
  void aServerThatIsNotThereStopsNothing() {
    String address = address();
    server.stop(0);

    try (MlflowRun run = begin(address, Map.of("seed", "42")).orElseThrow()) {
      run.succeeded(Map.of("test/accuracy", 0.875));
    }

    assertThat(told).isEmpty();
  }

  @Test
  void withoutAnAddressThereIsNoRun() {
    assertThat(
            MlflowRun.begin(
                new TrackingSettings(true, Optional.empty(), "reviews"),
                "monday",
                Map.of(),
                Map.of()))
        .isEmpty();
  }
}
