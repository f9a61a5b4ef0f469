package io.sparkrnn.plan;

import static java.util.Objects.requireNonNull;

import io.sparkrnn.error.ConfigurationException;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Spark master, as given by {@code --master}.
 *
 * @param url the value of {@code --master}
 * @param kind kind of cluster manager
 * @param cores number of cores of {@code local}, or per executor of {@code local-cluster}; empty
 *     for other masters
 * @param executors number of executors of {@code local-cluster}; empty for other masters
 */
public record Master(String url, Kind kind, OptionalInt cores, OptionalInt executors) {

  private static final Pattern LOCAL = Pattern.compile("local(\\[(\\*|\\d{1,6})(,\\s*\\d+)?])?");
  private static final Pattern CLUSTER =
      Pattern.compile("local-cluster\\[\\s*(\\d{1,6})\\s*,\\s*(\\d{1,6})\\s*,\\s*\\d+\\s*]");
  private static final List<String> LOOPBACK = List.of("localhost", "127.", "[::1]");

  /** Kinds of masters. */
  public enum Kind {
    /** Driver and executor in one process. */
    LOCAL,
    /** Executors in separate processes on this machine. */
    LOCAL_CLUSTER,
    STANDALONE,
    YARN,
    KUBERNETES
  }

  public Master {
    requireNonNull(url, "url is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(cores, "cores is null");
    requireNonNull(executors, "executors is null");
  }

  /**
   * Parses a value of {@code --master} as Spark does.
   *
   * @param processors number of processors of this machine, used for {@code local[*]}
   * @throws ConfigurationException if it is not a valid Spark master
   */
  public static Master parse(String url, int processors) {
    Matcher local = LOCAL.matcher(url);
    if (local.matches()) {
      String cores = local.group(2) == null ? "1" : local.group(2);
      int count = cores.equals("*") ? processors : Integer.parseInt(cores);
      return new Master(url, Kind.LOCAL, OptionalInt.of(count), OptionalInt.empty());
    }
    Matcher cluster = CLUSTER.matcher(url);
    if (cluster.matches()) {
      return new Master(
          url,
          Kind.LOCAL_CLUSTER,
          OptionalInt.of(Integer.parseInt(cluster.group(2))),
          OptionalInt.of(Integer.parseInt(cluster.group(1))));
    }
    if (url.startsWith("spark://")) {
      return cluster(url, Kind.STANDALONE);
    }
    if (url.equals("yarn")) {
      return cluster(url, Kind.YARN);
    }
    if (url.startsWith("k8s://")) {
      return cluster(url, Kind.KUBERNETES);
    }
    throw new ConfigurationException(
        "the master is '%s', expected local, local[N], local[*], local-cluster[N,CORES,MB], spark://HOST:PORT, yarn or k8s://HOST:PORT"
            .formatted(url));
  }

  private static Master cluster(String url, Kind kind) {
    return new Master(url, kind, OptionalInt.empty(), OptionalInt.empty());
  }

  /** Returns whether driver and executors are one process. */
  public boolean oneProcess() {
    return kind == Kind.LOCAL;
  }

  /** Returns whether executors run on this machine and see its files. */
  public boolean sameMachine() {
    return kind == Kind.LOCAL || kind == Kind.LOCAL_CLUSTER;
  }

  /** Returns whether the master is standalone and has a loopback address. */
  boolean loopback() {
    String host = url.substring(url.indexOf("//") < 0 ? 0 : url.indexOf("//") + 2);
    return kind == Kind.STANDALONE && LOOPBACK.stream().anyMatch(host::startsWith);
  }

  /** Returns whether executors run in containers, which are killed if they exceed their memory. */
  boolean containers() {
    return kind == Kind.YARN || kind == Kind.KUBERNETES;
  }
}
