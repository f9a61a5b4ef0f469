package io.sparkrnn.submit;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A server of S3's protocol (S3Proxy) in a process of its own, with one bucket, in memory. */
final class S3Server implements AutoCloseable {

  static final String KEY = "key";
  static final String SECRET = "secret";
  static final String BUCKET = "bucket";

  private static final int TRIES = 300;

  private final Process process;
  private final int port;
  private final HttpClient client = HttpClient.newHttpClient();

  private S3Server(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static S3Server start(Path folder) throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Path properties =
        Files.writeString(
            folder.resolve("s3proxy.properties"),
            """
            s3proxy.endpoint=http://127.0.0.1:%d
            s3proxy.authorization=aws-v2-or-v4
            s3proxy.identity=%s
            s3proxy.credential=%s
            jclouds.provider=transient
            """
                .formatted(port, KEY, SECRET));
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx256m",
                "-jar",
                System.getProperty("project.dir") + "/target/s3proxy/s3proxy.jar",
                "--properties",
                properties.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("s3proxy.log").toFile())
            .start();
    S3Server server = new S3Server(process, port);
    server.makeBucket();
    return server;
  }

  private void makeBucket() throws IOException, InterruptedException {
    for (int failed = 0; ; failed++) {
      try {
        send("PUT", "", "", new byte[0]);
        return;
      } catch (IOException e) {
        if (failed == TRIES || !process.isAlive()) {
          throw e;
        }
        Thread.sleep(100);
      }
    }
  }

  int port() {
    return port;
  }

  void put(String name, List<String> lines) throws IOException, InterruptedException {
    send("PUT", "/" + name, "", (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  String get(String name) throws IOException, InterruptedException {
    return send("GET", "/" + name, "", new byte[0]);
  }

  /** The names of all objects that begin with a text, without those that stand for folders. */
  List<String> names(String prefix) throws IOException, InterruptedException {
    String listed = send("GET", "", "?list-type=2&prefix=" + prefix, new byte[0]);
    return Pattern.compile("<Key>([^<]*[^/])</Key>")
        .matcher(listed)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private String send(String method, String name, String query, byte[] body)
      throws IOException, InterruptedException {
    String path = "/" + BUCKET + name;
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s%s".formatted(port, path, query)))
            // "Date" is the client's own.
            .header("x-amz-date", date)
            .header("Authorization", "AWS %s:%s".formatted(KEY, signature(method, date, path)))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException("%s %s: %s".formatted(method, path + query, response.body()));
    }
    return response.body();
  }

  /** Signs a request as version 2 of AWS's signatures does. */
  private static String signature(String method, String date, String path) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      String signed = "%s\n\n\n\nx-amz-date:%s\n%s".formatted(method, date, path);
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
