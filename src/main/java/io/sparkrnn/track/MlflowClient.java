package io.sparkrnn.track;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparkrnn.error.MessageText;
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

/** Client of an MLflow tracking server, for REST API version 2.0. */
final class MlflowClient {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final String base;
  private final Optional<String> authorization;

  /**
   * Creates a client.
   *
   * @param server URI of the tracking server
   * @param environment environment variables; MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME
   *     and MLFLOW_TRACKING_PASSWORD, are used as by MLflow's own clients
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

  /** Returns the id of an experiment, which is created if it does not exist. */
  String experiment(String name) throws IOException {
    String query = "experiment_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    HttpResponse<String> found = send(request("experiments/get-by-name?" + query).GET().build());
    if (found.statusCode() == 404) {
      return post("experiments/create", Map.of("name", name)).path("experiment_id").asText();
    }
    return content(found).at("/experiment/experiment_id").asText();
  }

  /**
   * Posts an object as JSON and returns the response body.
   *
   * @param endpoint path below {@code api/2.0/mlflow/}
   * @throws IOException if the server does not respond with status 200
   */
  JsonNode post(String endpoint, Object content) throws IOException {
    return content(
        send(
            request(endpoint)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(content)))
                .build()));
  }

  private HttpRequest.Builder request(String endpoint) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + endpoint)).timeout(TIMEOUT);
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
      throw new IOException(
          "status %d: %s"
              .formatted(response.statusCode(), MessageText.shortened(response.body(), 200)));
    }
    return JSON.readTree(response.body());
  }
}
