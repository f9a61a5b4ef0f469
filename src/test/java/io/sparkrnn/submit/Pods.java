package io.sparkrnn.submit;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;

/**
 * Kubernetes on this machine: Fabric8's mock of the API server, and in place of the kubelet a
 * thread that runs the command of each pod's container as a process. The process gets the
 * container's environment and configuration files, and a hosts file with the names of all services;
 * its end becomes the status of the pod.
 */
final class Pods implements AutoCloseable {

  /** Of the server, which tells each request; kept here, since loggers are collected as garbage. */
  private static final Logger REQUESTS = Logger.getLogger(MockWebServer.class.getName());

  private static final String DEFAULT = "default";
  private static final String APPLY = "application/apply-patch+yaml";

  private final Path folder;
  private final KubernetesMockServer server;
  private final NamespacedKubernetesClient client;
  private final Thread kubelet = new Thread(this::run, "kubelet");
  private final Map<String, Submitted> running = new ConcurrentHashMap<>();
  private final Map<String, Submitted> processes = new ConcurrentHashMap<>();
  private final Set<String> deleted = new HashSet<>();
  private final List<Pod> seen = new CopyOnWriteArrayList<>();
  private volatile IntFunction<OptionalInt> reported = OptionalInt::of;

  Pods(Path folder) {
    this.folder = folder;
    REQUESTS.setLevel(Level.WARNING);
    server =
        new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), new ApiServer(), false);
    server.init(InetAddress.getLoopbackAddress(), 0);
    client = server.createClient();
    kubelet.setDaemon(true);
    kubelet.start();
  }

  /** Returns the URL of the API server. */
  String url() {
    return "http://127.0.0.1:" + server.getPort();
  }

  /** Sets which exit code of a driver is told for its own one; empty: the pod ends without any. */
  void report(IntFunction<OptionalInt> codes) {
    reported = codes;
  }

  /** Returns all pods whose processes were started, as they were asked for. */
  List<Pod> seen() {
    return List.copyOf(seen);
  }

  Submitted process(Pod pod) {
    return processes.get(pod.getMetadata().getName());
  }

  List<ConfigMap> configMaps() {
    return client.configMaps().inNamespace(DEFAULT).list().getItems();
  }

  /** Returns what all processes printed on standard error, for messages of failed tests. */
  String logs() {
    return processes.entrySet().stream()
        .map(entry -> entry.getKey() + ":\n" + entry.getValue().err())
        .collect(Collectors.joining("\n"));
  }

  @SuppressWarnings("BusyWait")
  private void run() {
    try {
      while (!Thread.interrupted()) {
        writeHosts();
        Map<String, Pod> pods =
            client.pods().inNamespace(DEFAULT).list().getItems().stream()
                .collect(Collectors.toMap(pod -> pod.getMetadata().getName(), pod -> pod));
        for (Pod pod : pods.values()) {
          if (!processes.containsKey(pod.getMetadata().getName())) {
            start(pod);
          }
        }
        for (Map.Entry<String, Submitted> entry : running.entrySet()) {
          if (!entry.getValue().isAlive()) {
            running.remove(entry.getKey());
            ended(pods.get(entry.getKey()), entry.getValue().code());
          } else if (!pods.containsKey(entry.getKey()) && deleted.add(entry.getKey())) {
            entry.getValue().terminate();
          }
        }
        Thread.sleep(200);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts a pod's process, unless its configuration is still missing, as it is at first. */
  private void start(Pod pod) throws IOException {
    String name = pod.getMetadata().getName();
    Path own = Files.createDirectories(folder.resolve(name));
    Container container = pod.getSpec().getContainers().get(0);
    // Where the files of each configuration are in a container, and where they are here.
    Map<String, String> mounted = new HashMap<>();
    Map<Path, String> files = new HashMap<>();
    for (Volume volume : pod.getSpec().getVolumes()) {
      if (volume.getConfigMap() != null) {
        String config = volume.getConfigMap().getName();
        ConfigMap map = client.configMaps().inNamespace(DEFAULT).withName(config).get();
        if (map == null) {
          return;
        }
        Path here = Files.createDirectories(own.resolve(volume.getName()));
        volume
            .getConfigMap()
            .getItems()
            .forEach(
                item -> files.put(here.resolve(item.getPath()), map.getData().get(item.getKey())));
        container.getVolumeMounts().stream()
            .filter(mount -> mount.getName().equals(volume.getName()))
            .forEach(mount -> mounted.put(mount.getMountPath() + "/", here + "/"));
      }
    }
    for (Map.Entry<Path, String> file : files.entrySet()) {
      Files.writeString(file.getKey(), moved(file.getValue(), mounted));
    }
    Map<String, String> environment = new HashMap<>();
    for (EnvVar variable : container.getEnv()) {
      environment.put(variable.getName(), value(variable, name));
    }
    environment.remove("SPARK_CONF_DIR");
    environment.put("SPARK_LOCAL_DIRS", own.toString());
    environment.put("NATIVE_DIR", folder.resolve("native").toString());
    environment.put(
        Submitted.JAVA_OPTIONS, Submitted.SHORT_LIVED + " -Djdk.net.hosts.file=" + hosts());
    List<String> command = new ArrayList<>(container.getArgs());
    command.replaceAll(word -> moved(word, mounted));
    Submitted process = Submitted.contained(own, environment, command.toArray(String[]::new));
    processes.put(name, process);
    running.put(name, process);
    seen.add(pod);
    status(
        pod,
        new PodStatusBuilder()
            .withPhase("Running")
            .withPodIP("127.0.0.1")
            .addNewCondition()
            .withType("Ready")
            .withStatus("True")
            .endCondition()
            .build());
  }

  private static String moved(String text, Map<String, String> mounted) {
    String moved = text;
    for (Map.Entry<String, String> mount : mounted.entrySet()) {
      moved = moved.replace(mount.getKey(), mount.getValue());
    }
    return moved;
  }

  private static String value(EnvVar variable, String pod) {
    if (variable.getValueFrom() == null || variable.getValueFrom().getFieldRef() == null) {
      return variable.getValue();
    }
    return switch (variable.getValueFrom().getFieldRef().getFieldPath()) {
      case "status.podIP" -> "127.0.0.1";
      case "metadata.name" -> pod;
      default -> throw new AssertionError(variable);
    };
  }

  private void ended(Pod pod, int code) {
    if (pod == null) {
      return;
    }
    boolean isDriver = "driver".equals(pod.getMetadata().getLabels().get("spark-role"));
    OptionalInt told = isDriver ? reported.apply(code) : OptionalInt.of(code);
    PodStatusBuilder status =
        new PodStatusBuilder().withPhase(told.equals(OptionalInt.of(0)) ? "Succeeded" : "Failed");
    if (told.isPresent()) {
      status
          .addNewContainerStatus()
          .withName(pod.getSpec().getContainers().get(0).getName())
          .withNewState()
          .withNewTerminated()
          .withExitCode(told.getAsInt())
          .withReason(told.getAsInt() == 0 ? "Completed" : "Error")
          .endTerminated()
          .endState()
          .endContainerStatus();
    }
    status(pod, status.build());
  }

  private void status(Pod pod, PodStatus status) {
    int code;
    do {
      try {
        client
            .pods()
            .inNamespace(DEFAULT)
            .withName(pod.getMetadata().getName())
            .editStatus(
                one -> {
                  one.setStatus(status);
                  return one;
                });
        return;
      } catch (KubernetesClientException e) {
        code = e.getCode();
        // Spark changes labels of its pods at the same time, and deletes them.
        if (code != HttpURLConnection.HTTP_CONFLICT && code != HttpURLConnection.HTTP_NOT_FOUND) {
          throw e;
        }
      }
    } while (code == HttpURLConnection.HTTP_CONFLICT);
  }

  private Path hosts() {
    return folder.resolve("hosts");
  }

  /** Writes what DNS would answer: the services, and this machine. */
  private void writeHosts() throws IOException {
    StringBuilder lines = new StringBuilder("127.0.0.1 localhost\n");
    lines.append("127.0.0.1 ").append(InetAddress.getLocalHost().getHostName()).append('\n');
    client
        .services()
        .inNamespace(DEFAULT)
        .list()
        .getItems()
        .forEach(
            service ->
                lines
                    .append("127.0.0.1 ")
                    .append(service.getMetadata().getName())
                    .append(".default.svc\n"));
    Path next = folder.resolve("hosts.next");
    Files.writeString(next, lines);
    Files.move(next, hosts(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws InterruptedException {
    kubelet.interrupt();
    kubelet.join();
    processes.values().forEach(Submitted::close);
    client.close();
    server.destroy();
  }

  /**
   * Fabric8's server, and what it lacks: a new pod is pending, and a manifest that is applied is
   * created.
   */
  private final class ApiServer extends KubernetesCrudDispatcher {

    @Override
    public MockResponse handleCreate(RecordedRequest request) {
      String pod = request.getBody().clone().readUtf8();
      MockResponse response = super.handleCreate(request);
      if (request.getPath().endsWith("/pods")) {
        status(
            Serialization.unmarshal(pod, Pod.class),
            new PodStatusBuilder().withPhase("Pending").build());
      }
      return response;
    }

    @Override
    public MockResponse handlePatch(RecordedRequest request) {
      if (!String.valueOf(request.getHeader("Content-Type")).startsWith(APPLY)) {
        return super.handlePatch(request);
      }
      String collection = request.getPath().replaceFirst("\\?.*", "").replaceFirst("/[^/]*$", "");
      try (Socket unused = new Socket()) {
        return handleCreate(
            new RecordedRequest(
                "POST " + collection + " HTTP/1.1",
                request.getHeaders(),
                request.getChunkSizes(),
                request.getBodySize(),
                request.getBody(),
                0,
                unused));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
