package io.sparkrnn.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/** Monitors the peak memory use of this process, from its creation until it is closed. */
final class MemoryMonitor implements AutoCloseable {

  /**
   * Peak memory use of this process over a period, in bytes.
   *
   * @param live heap use after a garbage collection; 0 if there was none
   * @param heap heap use, including garbage
   * @param resident resident set size of the process; empty if the system does not report it
   */
  public record MemoryUse(long live, long heap, Optional<Long> resident) {

    static final MemoryUse NONE = new MemoryUse(0, 0, Optional.empty());

    /** Returns the maximum of each value. */
    MemoryUse max(MemoryUse other) {
      return new MemoryUse(
          Math.max(live, other.live),
          Math.max(heap, other.heap),
          Stream.of(resident, other.resident).flatMap(Optional::stream).max(Long::compare));
    }
  }

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final long SAMPLING_INTERVAL_MILLIS = 100;

  private final NotificationListener listener = this::collected;
  private final Set<String> heapPools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .map(pool -> pool.getName())
          .collect(Collectors.toUnmodifiableSet());
  private final Thread sampler = new Thread(this::sampleRepeatedly, "bench-memory");
  private MemoryUse peak = MemoryUse.NONE;

  MemoryMonitor() {
    emitters().forEach(emitter -> emitter.addNotificationListener(listener, null, null));
    sampler.setDaemon(true);
    sampler.start();
  }

  private static List<NotificationEmitter> emitters() {
    List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    return collectors.stream()
        .filter(NotificationEmitter.class::isInstance)
        .map(NotificationEmitter.class::cast)
        .toList();
  }

  private void collected(Notification notification, Object handback) {
    if (!notification
        .getType()
        .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      return;
    }
    long live =
        GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
            .getGcInfo()
            .getMemoryUsageAfterGc()
            .entrySet()
            .stream()
            .filter(pool -> heapPools.contains(pool.getKey()))
            .mapToLong(pool -> pool.getValue().getUsed())
            .sum();
    update(new MemoryUse(live, 0, Optional.empty()));
  }

  private void sampleRepeatedly() {
    try {
      while (true) {
        sample();
        Thread.sleep(SAMPLING_INTERVAL_MILLIS);
      }
    } catch (InterruptedException e) {
      // Closed.
      Thread.currentThread().interrupt();
    }
  }

  private void sample() {
    Runtime runtime = Runtime.getRuntime();
    update(new MemoryUse(0, runtime.totalMemory() - runtime.freeMemory(), resident()));
  }

  private synchronized void update(MemoryUse memory) {
    peak = peak.max(memory);
  }

  /** Returns the peak since the last call, or since the creation, and resets it. */
  MemoryUse next() {
    sample();
    synchronized (this) {
      MemoryUse seen = peak;
      peak = MemoryUse.NONE;
      return seen;
    }
  }

  /** Reads the resident set size from {@code /proc}; empty on systems other than Linux. */
  private static Optional<Long> resident() {
    if (!Files.isReadable(STATUS)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    sampler.interrupt();
    for (NotificationEmitter emitter : emitters()) {
      try {
        emitter.removeNotificationListener(listener);
      } catch (ListenerNotFoundException e) {
        throw new IllegalStateException("the listener was added when this was made", e);
      }
    }
  }
}
