package io.sparkrnn.scaling;

/**
 * Seconds of an epoch that are not spent on examples or the network.
 *
 * @param task seconds of the driver for each task: it sends tasks one after the other
 * @param replica seconds of a core to create a replica, in every round
 * @param round seconds of a round that depend on neither examples, network nor executors
 * @param epoch the same for an epoch
 * @param perByte seconds of one core to serialize, deserialize or add a byte of weights
 */
public record Overheads(double task, double replica, double round, double epoch, double perByte) {

  /** None at all. */
  public static final Overheads NONE = new Overheads(0, 0, 0, 0, 0);

  public Overheads {
    ClusterSpeed.notNegative("task overhead", task);
    ClusterSpeed.notNegative("replica overhead", replica);
    ClusterSpeed.notNegative("round overhead", round);
    ClusterSpeed.notNegative("epoch overhead", epoch);
    ClusterSpeed.notNegative("seconds per byte", perByte);
  }
}
