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
 * Owner of a lock, as recorded in the lock file.
 *
 * @param token unique id of this owner
 * @param machine scope in which the process id is unique: boot id and PID namespace, or host name
 * @param process process id
 * @param started start time of the process
 * @param since time at which the lock was acquired
 */
record LockOwner(String token, String machine, long process, Instant started, Instant since) {

  /** Process start times are derived from the system clock, which may be adjusted meanwhile. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(10);

  /** Returns this process as the owner of a lock acquired now. */
  static LockOwner current() {
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

  /** Returns the scope of process ids: boot id and PID namespace on Linux, else the host name. */
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

  /** Returns the content of the lock file. */
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

  /** Parses the content of a lock file; empty if it is incomplete or malformed. */
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

  /** Whether the process is known to have ended; false for processes of other machines. */
  boolean isGone() {
    return machine.equals(thisMachine())
        && ProcessHandle.of(process)
            .filter(ProcessHandle::isAlive)
            .filter(
                alive ->
                    Duration.between(start(alive), started).abs().compareTo(CLOCK_TOLERANCE) < 0)
            .isEmpty();
  }
}
