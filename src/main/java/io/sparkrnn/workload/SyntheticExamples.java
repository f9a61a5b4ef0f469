package io.sparkrnn.workload;

import java.io.Serializable;
import java.util.List;
import java.util.stream.LongStream;

/** Generator of examples that cost a network as much as real ones; what they say is noise. */
public interface SyntheticExamples extends Serializable {

  /** Returns the example of an index, always the same one. */
  Example example(long index);

  /** Returns the text of an index, always the same one, as long as real texts. */
  String text(long index);

  /** Returns the first examples. */
  default List<Example> examples(int count) {
    return LongStream.range(0, count).mapToObj(this::example).toList();
  }
}
