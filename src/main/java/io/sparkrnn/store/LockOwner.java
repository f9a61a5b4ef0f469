package io.sparkrnn.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The owner of a lock, as its file tells of it.
 *
 * @param token tells it from every other owner
 * @param machine what process numbers are counted in
 * @param process its number there
 * @param started when the process was
 * @param since when it has had the lock
 */
record LockOwner(String token, String machine, long process, Instant started, Instant since) {

  /** The start of a process is told from the clock, which may be put right meanwhile. */
  private static final Duration CLOCK = Duration.ofSeconds(10);

  static LockOwner present() {
    return new LockOwner(
        UUID.randomUUID().toString(),
        thisMachine(),
        ProcessHandle.current().pid(),
        start(ProcessHandle.current()),
        Instant.now());
  }

  private static Instant start(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  /** Names what process numbers are counted in: the running system, and the container in it. */
  private static String thisMachine() {
    try {
      return Files.readString(java.nio.file.Path.of("/proc/sys/kernel/random/boot_id")).strip()
          + "/"
          + Files.readSymbolicLink(java.nio.file.Path.of("/proc/self/ns/pid"));
    } catch (IOException e) {
      return hostName();
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  String toText() {
    return String.join(
        "\n",
        token,
        machine,
        Long.toString(process),
        started.toString(),
        since.toString(),
        hostName(),
        "");
  }

  static Optional<LockOwner> parse(String text) {
    List<String> lines = text.lines().toList();
    try {
      return Optional.of(
          new LockOwner(
              lines.get(0),
              lines.get(1),
              Long.parseLong(lines.get(2)),
              Instant.parse(lines.get(3)),
              Instant.parse(lines.get(4))));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Whether its process can be told to be gone; only where it ran on this machine. */
  boolean isGone() {
    return machine.equals(thisMachine())
        && ProcessHandle.of(process)
            .filter(ProcessHandle::isAlive)
            .filter(alive -> Duration.between(start(alive), started).abs().compareTo(CLOCK) < 0)
            .isEmpty();
  }
}
