package io.sparkrnn;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.protocol.HdfsConstants.SafeModeAction;

/** A name node and three data nodes in this process, which keep each block three times. */
public final class HdfsForTests implements AutoCloseable {

  private final MiniDFSCluster cluster;
  private final FileSystem files;
  private final String root;

  private HdfsForTests(MiniDFSCluster cluster, Configuration hadoop) throws IOException {
    this.cluster = cluster;
    this.root = "hdfs://localhost:" + cluster.getNameNodePort();
    // One of our own: a session that stops may close the shared one.
    this.files = FileSystem.newInstance(URI.create(root), hadoop);
  }

  public static HdfsForTests start(Path folder) throws IOException {
    Configuration hadoop = new Configuration();
    hadoop.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.toString());
    MiniDFSCluster cluster = new MiniDFSCluster.Builder(hadoop).numDataNodes(3).build();
    cluster.waitClusterUp();
    return new HdfsForTests(cluster, hadoop);
  }

  /** As a URI, without a slash at the end. */
  public String root() {
    return root;
  }

  public FileSystem files() {
    return files;
  }

  /** Stops one data node; what is returned starts it again. */
  public MiniDFSCluster.DataNodeProperties stopDataNode() {
    return cluster.stopDataNode(0);
  }

  /** Starts a data node again and waits until it is there. */
  public void restart(MiniDFSCluster.DataNodeProperties stopped) throws IOException {
    // Its port may be another process's by now.
    cluster.restartDataNode(stopped, false);
    cluster.waitActive();
  }

  public void stopNameNode() {
    cluster.shutdownNameNode(0);
  }

  public void restartNameNode() throws IOException {
    cluster.restartNameNode(0, true);
    cluster.waitActive();
  }

  public void safeMode(SafeModeAction action) throws IOException {
    cluster.getFileSystem().setSafeMode(action);
  }

  public static org.apache.hadoop.fs.Path path(String path) {
    return new org.apache.hadoop.fs.Path(path);
  }

  /** The names in a folder. */
  public List<String> children(String folder) throws IOException {
    List<String> names = new ArrayList<>();
    for (FileStatus child : files.listStatus(path(folder))) {
      names.add(child.getPath().getName());
    }
    return names;
  }

  /** All files below a folder. */
  public List<LocatedFileStatus> below(String folder) throws IOException {
    List<LocatedFileStatus> found = new ArrayList<>();
    for (RemoteIterator<LocatedFileStatus> it = files.listFiles(path(folder), true);
        it.hasNext(); ) {
      found.add(it.next());
    }
    return found;
  }

  public byte[] read(org.apache.hadoop.fs.Path file) throws IOException {
    try (InputStream in = files.open(file)) {
      return in.readAllBytes();
    }
  }

  @Override
  public void close() throws IOException {
    files.close();
    cluster.shutdown();
  }
}
