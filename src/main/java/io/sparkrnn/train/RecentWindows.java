package io.sparkrnn.train;

import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Windows within which a round ended, by shard: the next round begins with the rest of the same
 * window, and would otherwise read and shuffle it once more. They are given up if memory is short.
 */
final class RecentWindows {

  /** Instance of this process: nothing else lives from one task to the next. */
  static final RecentWindows OF_PROCESS = new RecentWindows();

  private record Entry(int epoch, int window, ShuffleWindow content) {}

  private final Map<String, SoftReference<Entry>> entries = new ConcurrentHashMap<>();

  /** Returns a window; empty: it is not, or no longer, kept. */
  Optional<ShuffleWindow> find(String shard, int epoch, int window) {
    return Optional.ofNullable(entries.get(shard))
        .map(SoftReference::get)
        .filter(entry -> entry.epoch() == epoch && entry.window() == window)
        .map(Entry::content);
  }

  /** Keeps a window in place of the shard's last one. */
  void put(String shard, int epoch, int window, ShuffleWindow content) {
    entries.put(shard, new SoftReference<>(new Entry(epoch, window, content)));
  }

  void remove(String shard) {
    entries.remove(shard);
  }
}
