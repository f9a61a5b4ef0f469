package io.sparkrnn.scaling;

/** Resource that does one thing after the other, in the order of requests: a core, or a link. */
final class SerialResource {

  private final EventQueue events;
  private double free;

  SerialResource(EventQueue events) {
    this.events = events;
  }

  /** Does something as soon as all that was requested before is done. */
  void use(double seconds, Runnable done) {
    useFrom(events.now(), seconds, done);
  }

  /** Does something that may have begun in the past, had the resource been free. */
  void useFrom(double earliest, double seconds, Runnable done) {
    free = Math.max(free, earliest) + seconds;
    events.after(Math.max(0, free - events.now()), done);
  }
}
