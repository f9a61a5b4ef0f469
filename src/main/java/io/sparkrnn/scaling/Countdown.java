package io.sparkrnn.scaling;

/** Action that follows when a number of things are done. */
final class Countdown {

  private final Runnable then;
  private int left;

  Countdown(int count, Runnable then) {
    this.left = count;
    this.then = then;
  }

  void down() {
    if (--left == 0) {
      then.run();
    }
  }
}
