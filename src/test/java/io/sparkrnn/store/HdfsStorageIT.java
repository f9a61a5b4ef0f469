package io.sparkrnn.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparkrnn.HdfsForTests;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.MiniDFSCluster.DataNodeProperties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data node that goes in the middle of a file. */
@Tag("cluster")
class HdfsStorageIT {

  private static final int HALF = 1 << 20;

  @TempDir private java.nio.file.Path folder;

  @Test
  void aFileIsWholeThoughADataNodeWentWhileItWasWritten() throws IOException {
    try (HdfsForTests hdfs = HdfsForTests.start(folder)) {
      Path file = new Path(hdfs.root() + "/a/file");
      Storage storage = Storage.of(file, new Configuration());
      List<DataNodeProperties> stopped = new ArrayList<>();
      byte[] half = new byte[HALF];
      Arrays.fill(half, (byte) 7);

      storage.write(
          file,
          out -> {
            out.write(half);
            if (stopped.isEmpty()) {
              stopped.add(hdfs.stopDataNode());
            }
            out.write(half);
          });

      byte[] content = storage.read(file);
      assertThat(content).hasSize(2 * HALF).containsOnly((byte) 7);
      assertThat(hdfs.children("/a")).containsExactly("file");
    }
  }
}
