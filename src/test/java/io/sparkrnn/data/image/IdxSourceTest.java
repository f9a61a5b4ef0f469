package io.sparkrnn.data.image;

import static io.sparkrnn.data.image.IdxFiles.TEST_IMAGES;
import static io.sparkrnn.data.image.IdxFiles.TRAIN_IMAGES;
import static io.sparkrnn.data.image.IdxFiles.TRAIN_LABELS;
import static io.sparkrnn.data.image.IdxFiles.head;
import static io.sparkrnn.data.image.IdxFiles.joined;
import static io.sparkrnn.data.image.IdxFiles.whole;
import static io.sparkrnn.data.image.IdxFiles.write;
import static io.sparkrnn.data.image.IdxFiles.zipped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparkrnn.config.ConfigLoader;
import io.sparkrnn.config.DataSettings;
import io.sparkrnn.data.Split;
import io.sparkrnn.data.file.InputFile;
import io.sparkrnn.error.BadDataException;
import io.sparkrnn.error.ConfigurationException;
import io.sparkrnn.workload.Workloads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads no RDD: that is for the tests of the workload. */
class IdxSourceTest {

  private static final Configuration HADOOP = new Configuration();

  @TempDir private Path folder;

  private ImageSource open(String... more) {
    String[] settings = Arrays.copyOf(more, more.length + 1);
    settings[more.length] = "data.path=" + folder;
    return ImageSources.open(settings(settings), Optional.empty(), HADOOP);
  }

  private static DataSettings settings(String... assignments) {
    return ConfigLoader.ofProcess(Workloads.settings())
        .load(List.of(), List.of(assignments))
        .job()
        .data();
  }

  private static List<byte[]> items(Path file) throws IOException {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
    InputFile input = InputFile.of(FileSystem.get(path.toUri(), HADOOP).getFileStatus(path));
    List<byte[]> items = new ArrayList<>();
    new IdxItemIterator(IdxHeader.ofImages(input, HADOOP), HADOOP).forEachRemaining(items::add);
    return items;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".gz"})
  void readsImagesGzippedOrNot(String ending) throws IOException {
    byte[] content = whole(2, 2, 3);
    Path file = write(folder, TRAIN_IMAGES + ending, ending.isEmpty() ? content : zipped(content));

    assertThat(items(file))
        .containsExactly(new byte[] {0, 1, 2, 3, 4, 5}, new byte[] {6, 7, 8, 9, 10, 11});
    assertThat(open().size()).isEqualTo(new ImageSize(2, 3));
    assertThat(open().count(Split.TRAIN)).isEqualTo(2);
    assertThat(open().count(Split.TEST)).isZero();
    assertThat(open().labels(Split.TRAIN)).isEmpty();
  }

  @Test
  void pixelsAreFromBlackToWhite() {
    assertThat(new Image(0, new byte[] {0, 51, (byte) 255}).values()).containsExactly(0, 0.2f, 1);
  }

  @Test
  void aFolderHasBothSplitsAndLabels() {
    write(folder, TRAIN_IMAGES, whole(3, 2, 2));
    write(folder, TRAIN_LABELS + ".gz", zipped(whole(3)));
    write(folder, "t10k-images.idx3-ubyte", whole(1, 2, 2));

    ImageSource source = open();

    assertThat(source.count(Split.TEST)).isEqualTo(1);
    assertThat(source.labels(Split.TRAIN)).contains(new byte[] {0, 1, 2});
    assertThat(source.fingerprint()).isEqualTo(open().fingerprint());
    write(folder, TRAIN_LABELS + ".gz", zipped(joined(head(8, 3), new byte[] {7, 7, 7})));
    assertThat(source.fingerprint()).isNotEqualTo(open().fingerprint());
  }

  @Test
  void filesMayHaveAnyName() throws IOException {
    Path train = write(folder, "a.idx", whole(3, 2, 2));
    Path test = write(folder, "b.gz", zipped(whole(2, 2, 2)));

    ImageSource source =
        ImageSources.open(settings("data.path=" + train), Optional.of(test.toString()), HADOOP);

    assertThat(source.count(Split.TRAIN)).isEqualTo(3);
    assertThat(source.count(Split.TEST)).isEqualTo(2);
  }

  @Test
  void withoutAPathThereIsTheSample() {
    assertThat(ImageSources.open(settings(), Optional.empty(), HADOOP).description())
        .contains("embedded sample");
    assertThatThrownBy(
            () ->
                ImageSources.open(
                    settings("data.path=x", "data.source=csv"), Optional.empty(), HADOOP))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("data.source is csv, which holds no images; expected auto or sample");
  }

  @Test
  void somethingElseIsNoIdxFile() {
    write(folder, TRAIN_IMAGES, "PK and more of a zip".getBytes(StandardCharsets.US_ASCII));
    assertRefused(
        "is not an IDX file: it begins with 50 4b 20 61, expected 00 00 08 03 for images");
  }

  @Test
  void somethingElseIsNoGzip() {
    write(folder, TRAIN_IMAGES + ".gz", whole(1, 2, 2));
    assertRefused(".gz is not a gzip file: it begins with 00 00, expected 1f 8b");
  }

  @Test
  void otherTypesAreNotRead() {
    write(folder, TRAIN_IMAGES, joined(head(0x0D, 1, 2, 2), new byte[16]));
    assertRefused("holds values of the type float (0d), expected unsigned byte (08)");
  }

  @Test
  void labelsAreNoImages() {
    write(folder, TRAIN_IMAGES, whole(4));
    assertRefused("has 1 dimensions, expected the 3 of a file of images");
  }

  @Test
  void nothingIsAllocatedByAHeaderThatLies() {
    write(folder, TRAIN_IMAGES, head(8, 50_000_000, 64, 64));
    assertRefused(
        "has 16 bytes, but its header claims 50,000,000 images, which take 204,800,000,016");
    write(folder, TRAIN_IMAGES, head(8, 1, 1 << 30, 4));
    assertRefused("claims images of 1073741824 x 4 pixels, expected 1 to 4,096 of them in each");
    write(folder, TRAIN_IMAGES, head(8, -1, 2, 2));
    assertRefused("claims -1 images, expected 0 to 100,000,000");
    write(folder, TRAIN_IMAGES, head(8, 1, 0, 2));
    assertRefused("claims images of 0 x 2 pixels");
  }

  @Test
  void aGzippedHeaderThatLiesIsFoundOutToo() throws IOException {
    Files.deleteIfExists(folder.resolve(TRAIN_IMAGES));
    write(folder, TRAIN_IMAGES + ".gz", zipped(head(8, 50_000_000, 64, 64)));
    assertRefused("its header claims 50,000,000 images, which take 204,800,000,016 unzipped");
  }

  @Test
  void aFileThatIsCutOffIsRefused() {
    byte[] content = whole(3, 2, 2);
    write(folder, TRAIN_IMAGES, Arrays.copyOf(content, content.length - 1));
    assertRefused("has 27 bytes, but its header claims 3 images, which take 28; is it truncated?");
    write(folder, TRAIN_IMAGES, Arrays.copyOf(content, 9));
    assertRefused("cannot read the header of an IDX file of images: it ends too early");
  }

  @Test
  void aGzippedFileThatIsCutOffOrGoesOnIsRefusedWhenRead() {
    byte[] content = whole(3, 2, 2);
    Path shorter = write(folder, "short.gz", zipped(Arrays.copyOf(content, content.length - 1)));
    assertThatThrownBy(() -> items(shorter))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("short.gz ends within item 3, but its header claims 3 of 4 bytes");
    Path longer = write(folder, "long.gz", zipped(joined(content, new byte[1])));
    assertThatThrownBy(() -> items(longer))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("long.gz has data after the 3 items that its header claims");
    byte[] zipped = zipped(content);
    Path broken = write(folder, "broken.gz", Arrays.copyOf(zipped, zipped.length - 9));
    assertThatThrownBy(() -> items(broken))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("broken.gz");
  }

  @Test
  void splitsOfTwoSizesAreRefused() {
    write(folder, TRAIN_IMAGES, whole(3, 2, 2));
    write(folder, TEST_IMAGES, whole(3, 2, 3));
    assertRefused(TEST_IMAGES + " has images of 2 x 3 pixels, expected 2 x 2 as in ");
  }

  @Test
  void everyImageHasALabelOrNoneHas() {
    write(folder, TRAIN_IMAGES, whole(3, 2, 2));
    write(folder, TRAIN_LABELS, whole(2));
    assertRefused(TRAIN_LABELS + " has 2 labels, expected the 3 of ");
  }

  @Test
  void aFolderWithoutImagesIsRefused() {
    assertRefused("holds no train-images-idx3-ubyte and no t10k-images-idx3-ubyte, gzipped or not");
  }

  private void assertRefused(String message) {
    assertThatThrownBy(this::open)
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining(folder.getFileName().toString())
        .hasMessageContaining(message);
  }
}
