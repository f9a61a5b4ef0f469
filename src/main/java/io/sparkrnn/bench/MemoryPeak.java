package io.sparkrnn.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/** Watches how much memory this process has in use, from when it is made until it is closed. */
final class MemoryPeak implements AutoCloseable {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final long MILLIS_BETWEEN_LOOKS = 100;

  private final NotificationListener listener = this::collected;
  private final Set<String> heapPools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .map(pool -> pool.getName())
          .collect(Collectors.toUnmodifiableSet());
  private final Thread looks = new Thread(this::lookAgainAndAgain, "bench-memory");
  private Memory most = Memory.NONE;

  MemoryPeak() {
    emitters().forEach(emitter -> emitter.addNotificationListener(listener, null, null));
    looks.setDaemon(true);
    looks.start();
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
    saw(new Memory(live, 0, OptionalLong.empty()));
  }

  private void lookAgainAndAgain() {
    try {
      while (true) {
        look();
        Thread.sleep(MILLIS_BETWEEN_LOOKS);
      }
    } catch (InterruptedException e) {
      // Closed.
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    Runtime runtime = Runtime.getRuntime();
    saw(new Memory(0, runtime.totalMemory() - runtime.freeMemory(), resident()));
  }

  private synchronized void saw(Memory memory) {
    most = most.max(memory);
  }

  /** What was seen since this was asked last, or since the beginning. */
  Memory next() {
    look();
    synchronized (this) {
      Memory seen = most;
      most = Memory.NONE;
      return seen;
    }
  }

  /** Where Linux tells it. */
  private static OptionalLong resident() {
    if (!Files.isReadable(STATUS)) {
      return OptionalLong.empty();
    }
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public void close() {
    looks.interrupt();
    for (NotificationEmitter emitter : emitters()) {
      try {
        emitter.removeNotificationListener(listener);
      } catch (ListenerNotFoundException e) {
        throw new IllegalStateException("the listener was added when this was made", e);
      }
    }
  }
}
