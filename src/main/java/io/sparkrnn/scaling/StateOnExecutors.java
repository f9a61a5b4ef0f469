package io.sparkrnn.scaling;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Broadcast state of simulated executors: their first task fetches it, the others wait for it. */
final class StateOnExecutors {

  private final TorrentFetch torrent;
  private final EventQueue events;
  private final double deserialize;
  private final List<Executor> executors;

  /** Tasks that wait for the state of an executor. */
  private static final class Executor {
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean begun;
    private boolean present;
  }

  StateOnExecutors(TorrentFetch torrent, EventQueue events, double deserialize, int executors) {
    this.torrent = torrent;
    this.events = events;
    this.deserialize = deserialize;
    this.executors = Stream.generate(Executor::new).limit(executors).toList();
  }

  /** Begins a task on a machine, counted from 1, as soon as the state is there. */
  void whenPresent(int machine, Runnable task) {
    Executor executor = executors.get(machine - 1);
    if (executor.present) {
      task.run();
      return;
    }
    executor.waiting.add(task);
    if (!executor.begun) {
      executor.begun = true;
      torrent.fetch(machine, () -> events.after(deserialize, () -> arrived(executor)));
    }
  }

  private static void arrived(Executor executor) {
    executor.present = true;
    executor.waiting.forEach(Runnable::run);
  }
}
