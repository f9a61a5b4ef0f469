package io.sparkrnn.track;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** MLflow's tracking server through its REST interface, version 2.0. */
final class MlflowClient {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final String base;
  private final Optional<String> authorization;

  /**
   * A client.
   *
   * @param server its address
   * @param environment MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and -PASSWORD, as
   *     MLflow's own clients read them
   */
  MlflowClient(String server, Map<String, String> environment) {
    this.base = server.replaceAll("/+$", "") + "/api/2.0/mlflow/";
    this.authorization = authorization(environment);
  }

  private static Optional<String> authorization(Map<String, String> environment) {
    String token = environment.get("MLFLOW_TRACKING_TOKEN");
    if (token != null) {
      return Optional.of("Bearer " + token);
    }
    String user = environment.get("MLFLOW_TRACKING_USERNAME");
    String password = environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", "");
    return Optional.ofNullable(user)
        .map(name -> (name + ":" + password).getBytes(StandardCharsets.UTF_8))
        .map(bytes -> "Basic " + Base64.getEncoder().encodeToString(bytes));
  }

  /** The number of an experiment, which is made if it is not there. */
  String experiment(String name) throws IOException {
    HttpResponse<String> found =
        send(request("experiments/get-by-name?experiment_name=" + encoded(name)).GET().build());
    if (found.statusCode() == 404) {
      return post("experiments/create", Map.of("name", name)).path("experiment_id").asText();
    }
    return content(found).at("/experiment/experiment_id").asText();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Sends an object; gives the answer. */
  JsonNode post(String what, Object content) throws IOException {
    return content(
        send(
            request(what)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(text(content)))
                .build()));
  }

  private HttpRequest.Builder request(String what) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + what)).timeout(PATIENCE);
    authorization.ifPresent(value -> request.header("Authorization", value));
    return request;
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static JsonNode content(HttpResponse<String> response) throws IOException {
    if (response.statusCode() != 200) {
      String body = response.body();
      throw new IOException(
          "status %d: %s"
              .formatted(response.statusCode(), body.substring(0, Math.min(200, body.length()))));
    }
    return JSON.readTree(response.body());
  }

  private static String text(Object content) {
    try {
      return JSON.writeValueAsString(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values can be written as JSON", e);
    }
  }
}
