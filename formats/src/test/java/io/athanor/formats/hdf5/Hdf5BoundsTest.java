package io.athanor.formats.hdf5;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jhdf.HdfFile;
import io.jhdf.exceptions.HdfException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Hdf5BoundsTest {
  @TempDir private Path directory;
  private byte[] file;

  @BeforeEach
  void write() throws IOException {
    Path path = directory.resolve("x.h5");
    try (var written = HdfFile.write(path)) {
      written.putDataset("numbers", new double[4_000]);
    }
    file = Files.readAllBytes(path);
  }

  @Test
  void shouldUnpackNoChunkFurtherThanItMayBe() throws IOException {
    byte[] bomb = deflated(50_000_000);
    assertThatExceptionOfType(HdfException.class)
        .isThrownBy(() -> Hdf5Values.requireSmall(ByteBuffer.wrap(bomb), 8_000))
        .withMessageContaining("larger than it may be");
    assertThatCode(() -> Hdf5Values.requireSmall(ByteBuffer.wrap(deflated(8_000)), 8_000))
        .doesNotThrowAnyException();
    assertThatExceptionOfType(HdfException.class)
        .isThrownBy(() -> Hdf5Values.requireSmall(ByteBuffer.wrap(new byte[20]), 8_000));
  }

  @Test
  void shouldReadNoMoreThanIsAllowed() {
    BoundedStorage storage = new BoundedStorage(file);
    storage.allow(100);
    storage.map(0, 60);
    assertThatExceptionOfType(HdfException.class).isThrownBy(() -> storage.map(0, 60));
    storage.allow(100);
    assertThatExceptionOfType(HdfException.class)
        .isThrownBy(() -> storage.map(file.length - 10, 20))
        .withMessageContaining("outside the file");
    assertThatExceptionOfType(HdfException.class).isThrownBy(() -> storage.map(-1, 20));
    assertThatExceptionOfType(HdfException.class).isThrownBy(() -> storage.map(Long.MAX_VALUE, 20));
  }

  @Test
  void shouldRefuseHeadersThatAnnounceMoreThanAFileHolds() {
    int at = file.length - 200;
    ByteBuffer hostile = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    for (String signature : new String[] {"BTHD", "FAHD", "EAHD"}) {
      hostile.put(at, signature.getBytes(StandardCharsets.US_ASCII));
      for (int offset = at + 8; offset < at + 60; offset += 2) {
        hostile.putShort(offset, (short) 0x0707);
      }
      BoundedStorage storage = new BoundedStorage(file);
      storage.allow(1_000);
      assertThatExceptionOfType(HdfException.class)
          .as(signature)
          .isThrownBy(() -> storage.map(at, 80))
          .withMessageContaining("too many records");
    }
  }

  private static byte[] deflated(int zeros) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
      deflater.write(new byte[zeros]);
    }
    return packed.toByteArray();
  }
}
