package io.sparkrnn.scaling;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Clock and future events of a simulation; events at the same time happen in order of entry. */
final class EventQueue {

  private record Event(double time, long number, Runnable action) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingDouble(Event::time).thenComparing(Event::number));
  private double now;
  private long entered;

  /** Returns the seconds since the simulation began. */
  double now() {
    return now;
  }

  /** Enters an event that happens some seconds from now. */
  void after(double seconds, Runnable action) {
    events.add(new Event(now + seconds, entered++, action));
  }

  /** Lets events happen until there are none. */
  void run() {
    while (!events.isEmpty()) {
      Event event = events.poll();
      now = event.time();
      event.action().run();
    }
  }
}
