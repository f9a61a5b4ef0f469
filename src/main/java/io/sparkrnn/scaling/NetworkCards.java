package io.sparkrnn.scaling;

import java.util.List;
import java.util.stream.Stream;

/**
 * Network cards of simulated machines, full duplex, at a switch that is never full. A card sends
 * and receives one message after the other; the receiver's card begins when the first byte arrives.
 */
final class NetworkCards {

  private final EventQueue events;
  private final double bandwidth;
  private final double latency;
  private final List<SerialResource> senders;
  private final List<SerialResource> receivers;

  NetworkCards(EventQueue events, int machines, double bandwidth, double latency) {
    this.events = events;
    this.bandwidth = bandwidth;
    this.latency = latency;
    this.senders = resources(machines);
    this.receivers = resources(machines);
  }

  private List<SerialResource> resources(int machines) {
    return Stream.generate(() -> new SerialResource(events)).limit(machines).toList();
  }

  /** Sends a message that is too small to keep a card busy. */
  void signal(Runnable arrived) {
    events.after(latency, arrived);
  }

  /** Asks a machine for bytes, and receives them; within a machine, that takes no time. */
  void fetch(int from, int to, double bytes, Runnable arrived) {
    if (from == to) {
      events.after(0, arrived);
    } else {
      signal(() -> send(from, to, bytes, arrived));
    }
  }

  /** Sends bytes from one machine to another. */
  void send(int from, int to, double bytes, Runnable arrived) {
    double seconds = bytes / bandwidth;
    senders
        .get(from)
        .use(
            seconds,
            () ->
                // The first byte left earlier than the last by the time that sending takes.
                receivers.get(to).useFrom(events.now() - seconds + latency, seconds, arrived));
  }
}
