package io.athanor.gateway.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.event.LiteratureEmbedded;
import io.athanor.gateway.event.Literature;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.log.Archive;
import io.athanor.gateway.log.EventLog;
import io.athanor.gateway.log.Fact;
import io.athanor.gateway.log.MemoryEventLog;
import io.athanor.gateway.log.Position;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {
  private static final Duration SETTLE = Duration.ofSeconds(5);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int MOST = 1024;

  @TempDir private Path temporary;
  private Path folder;
  private final MemoryEventLog log = new MemoryEventLog();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private boolean down;
  private Instant now = START;

  /** Each word of a file is a document; {@code bad} is none. */
  private final FileReader reader =
      (name, bytes, modified, origin) -> {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.contains("bad")) {
          throw new IllegalArgumentException("words, line 1: holds a bad word");
        }
        if (text.contains("bug")) {
          throw new IllegalStateException("oops");
        }
        return List.of(text.strip().split("\\s+")).stream()
            .<Fact<?>>map(word -> document(word, origin))
            .toList();
      };

  private static Fact<LiteratureEmbedded> document(String word, Origin origin) {
    JsonObject json =
        new JsonObject()
            .put("documentId", word)
            .put("model", "words")
            .put("vector", new JsonArray().add(1));
    return new Fact<>(
        Topics.LITERATURE_EMBEDDED, word, Literature.read(json, Optional.of(word), origin));
  }

  /** A log that can be down. */
  private final EventLog door =
      new EventLog() {
        @Override
        public <T extends SpecificRecord> CompletableFuture<Position> append(
            Topic<T> topic, String key, T event) {
          return down || key.equals("never")
              ? CompletableFuture.failedFuture(
                  ProblemException.of(ProblemCode.UNAVAILABLE, "no answer"))
              : log.append(topic, key, event);
        }

        @Override
        public void follow(Follower follower) {
          log.follow(follower);
        }

        @Override
        public Archive archive() {
          throw new UnsupportedOperationException("nobody looks on");
        }

        @Override
        public boolean isAlive() {
          return true;
        }

        @Override
        public void close() {
          log.close();
        }
      };

  @BeforeEach
  void create() throws IOException {
    folder = Files.createDirectories(temporary.resolve("in"));
  }

  private Path manifest() {
    return temporary.resolve("manifest.jsonl");
  }

  private FolderWatch watch() throws IOException {
    return watch(new DiskFolder(folder));
  }

  private FolderWatch watch(Folder seen) throws IOException {
    return new FolderWatch(
        new FolderWatch.Parts(
            seen,
            Manifest.open(manifest()),
            reader,
            door,
            at -> new Origin(at, new Random(1), Optional.empty()),
            metrics),
        SETTLE,
        MOST);
  }

  private int scan(FolderWatch watch, int secondsLater) throws IOException {
    now = now.plusSeconds(secondsLater);
    return watch.scan(now);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private List<String> words() {
    return log.events(Topics.LITERATURE_EMBEDDED).stream()
        .map(LiteratureEmbedded::getDocumentId)
        .toList();
  }

  private double count(String outcome) {
    var counter = metrics.find("athanor.gateway.folder.files").tag("outcome", outcome).counter();
    return counter == null ? 0 : counter.count();
  }

  @Test
  void shouldReportAFileOnceItHasSettled() throws IOException {
    FolderWatch watch = watch();
    write("day/a.txt", "one two");

    assertThat(scan(watch, 1)).isEqualTo(1);
    assertThat(scan(watch, 4)).isEqualTo(1);
    assertThat(words()).isEmpty();
    assertThat(scan(watch, 1)).isZero();
    scan(watch, 60);

    assertThat(words()).containsExactly("one", "two");
    assertThat(count("reported")).isEqualTo(1);
  }

  @Test
  void shouldWaitAgainWhileAFileGrows() throws IOException {
    FolderWatch watch = watch();
    write("a.txt", "one");
    scan(watch, 1);
    scan(watch, 4);
    Files.writeString(folder.resolve("a.txt"), " two", StandardOpenOption.APPEND);

    scan(watch, 1);
    scan(watch, 4);
    assertThat(words()).isEmpty();
    scan(watch, 1);

    assertThat(words()).containsExactly("one", "two");
  }

  @Test
  void shouldWaitAgainWhenOnlyTheTimeChanges() throws IOException {
    FolderWatch watch = watch();
    write("a.txt", "one");
    scan(watch, 1);
    Files.setLastModifiedTime(folder.resolve("a.txt"), FileTime.from(START.plusSeconds(99)));
    scan(watch, 4);
    scan(watch, 4);

    assertThat(words()).isEmpty();
    scan(watch, 1);
    assertThat(words()).containsExactly("one");
  }

  /** The writer goes on between the look and the reading. */
  @Test
  void shouldNotTakeAFileThatChangesWhileItIsRead() throws IOException {
    DiskFolder disk = new DiskFolder(folder);
    boolean[] writing = {true};
    Folder racing =
        new Folder() {
          @Override
          public List<Entry> list() throws IOException {
            return disk.list();
          }

          @Override
          public Optional<Stamp> stamp(String name) throws IOException {
            return disk.stamp(name);
          }

          @Override
          public byte[] read(String name, int most) throws IOException {
            byte[] half = disk.read(name, most);
            if (writing[0]) {
              Files.writeString(folder.resolve(name), " more", StandardOpenOption.APPEND);
            }
            return half;
          }

          @Override
          public void note(String name, String text) throws IOException {
            disk.note(name, text);
          }
        };
    FolderWatch watch = watch(racing);
    write("a.txt", "one");
    scan(watch, 1);

    assertThat(scan(watch, 5)).isEqualTo(1);
    writing[0] = false;
    scan(watch, 1);
    assertThat(words()).isEmpty();
    scan(watch, 5);

    assertThat(words()).containsExactly("one", "more");
  }

  @Test
  void shouldSeeARenameOverAFileAsANewFile() throws IOException {
    FolderWatch watch = watch();
    write("a.txt", "one");
    FileTime time = Files.getLastModifiedTime(folder.resolve("a.txt"));
    scan(watch, 1);
    scan(watch, 5);
    write("b.tmp", "two");
    Files.setLastModifiedTime(folder.resolve("b.tmp"), time);
    Files.move(
        folder.resolve("b.tmp"), folder.resolve("a.txt"), StandardCopyOption.REPLACE_EXISTING);

    scan(watch, 1);
    assertThat(words()).containsExactly("one");
    scan(watch, 5);

    assertThat(words()).containsExactly("one", "two");
  }

  @Test
  void shouldLeaveUnfinishedHiddenAndEmptyFilesAlone() throws IOException {
    FolderWatch watch = watch();
    for (String name : List.of(".a", "a.tmp", "a.part", "a~", "b.rejected.json", ".git/a")) {
      write(name, "one");
    }
    write("empty.txt", "");

    assertThat(scan(watch, 1)).isZero();
    assertThat(scan(watch, 60)).isZero();
    assertThat(words()).isEmpty();
  }

  @Test
  void shouldReportTheSameContentUnderAnotherNameOnce() throws IOException {
    FolderWatch watch = watch();
    write("a.txt", "one");
    write("copy/b.txt", "one");
    scan(watch, 1);
    scan(watch, 5);

    assertThat(words()).containsExactly("one");
    assertThat(count("duplicate")).isEqualTo(1);
  }

  @Test
  void shouldNotReportAgainAfterARestart() throws IOException {
    write("a.txt", "one");
    FolderWatch before = watch();
    scan(before, 1);
    scan(before, 5);

    FolderWatch after = watch();
    scan(after, 1);
    scan(after, 60);
    Files.setLastModifiedTime(folder.resolve("a.txt"), FileTime.from(START.plusSeconds(7)));
    scan(after, 1);
    scan(after, 60);

    assertThat(words()).containsExactly("one");
  }

  /** The process dies while it writes a line: at any byte of it. */
  @Test
  void shouldSurviveACrashAtAnyByteOfItsManifest() throws IOException {
    write("a.txt", "one");
    write("b.txt", "two");
    FolderWatch watch = watch();
    scan(watch, 1);
    scan(watch, 5);
    byte[] whole = Files.readAllBytes(manifest());
    int firstLine = new String(whole, StandardCharsets.UTF_8).indexOf('\n') + 1;
    for (int cut = firstLine; cut < whole.length; cut++) {
      Files.write(manifest(), java.util.Arrays.copyOf(whole, cut));
      try (Manifest opened = Manifest.open(manifest())) {
        assertThat(opened.of("a.txt")).isPresent();
        assertThat(opened.of("b.txt")).isEmpty();
      }
    }

    FolderWatch after = watch();
    scan(after, 1);
    scan(after, 5);

    assertThat(log.events(Topics.LITERATURE_EMBEDDED))
        .extracting(each -> each.getMeta().getId())
        .hasSize(3)
        .satisfies(ids -> assertThat(ids.get(2)).isEqualTo(ids.get(1)));
    assertThat(Files.readAllLines(manifest())).hasSize(2);
  }

  @Test
  void shouldRefuseAManifestThatIsBrokenInTheMiddle() throws IOException {
    Files.writeString(manifest(), "{\"name\":1}\n{}\n");

    assertThatThrownBy(() -> Manifest.open(manifest()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("manifest.jsonl, line 1");
  }

  @Test
  void shouldRejectWhatCannotBeReadAndGoOn() throws IOException {
    FolderWatch watch = watch();
    write("a.txt", "bad");
    write("b.txt", "bug");
    write("c.txt", "x".repeat(MOST + 1));
    write("d.txt", "one");
    scan(watch, 1);
    scan(watch, 5);
    scan(watch, 5);

    assertThat(words()).containsExactly("one");
    assertThat(count("rejected")).isEqualTo(3);
    JsonObject note = new JsonObject(Files.readString(folder.resolve("a.txt.rejected.json")));
    assertThat(note.getString("reason")).isEqualTo("words, line 1: holds a bad word");
    assertThat(Files.readString(folder.resolve("c.txt.rejected.json")))
        .contains("has 1025 bytes, the most is 1024");
    assertThat(Files.readString(folder.resolve("b.txt.rejected.json"))).doesNotContain("oops");
  }

  @Test
  void shouldReadARejectedFileAgainWhenItWasTouched() throws IOException {
    FolderWatch watch = watch();
    write("a.txt", "bad");
    scan(watch, 1);
    scan(watch, 5);
    Files.setLastModifiedTime(folder.resolve("a.txt"), FileTime.from(START.plusSeconds(7)));
    scan(watch, 1);
    scan(watch, 5);

    assertThat(count("rejected")).isEqualTo(2);
  }

  @Test
  void shouldWaitForALogThatIsDownAndLoseNothing() throws IOException {
    FolderWatch watch = watch();
    write("a.txt", "one two");
    write("b.txt", "three");
    scan(watch, 1);
    down = true;
    assertThat(scan(watch, 5)).isEqualTo(2);
    assertThat(Files.exists(folder.resolve("a.txt.rejected.json"))).isFalse();
    down = false;
    scan(watch, 1);

    assertThat(words()).containsExactlyInAnyOrder("one", "two", "three");
  }

  /** A file that the log never takes does not keep the others waiting for ever. */
  @Test
  void shouldGoOnBehindAFileThatTheLogNeverTakes() throws IOException {
    FolderWatch watch = watch();
    write("a.txt", "never");
    write("b.txt", "one");
    scan(watch, 1);
    scan(watch, 5);
    assertThat(words()).isEmpty();
    scan(watch, 1);

    assertThat(words()).containsExactly("one");
    assertThat(scan(watch, 1)).isEqualTo(1);
  }

  /** Whatever writers do, and however often the process dies, each content is reported once. */
  @Test
  void shouldReportEachContentOnceWhateverHappens() throws IOException {
    Random random = new Random(3);
    FolderWatch watch = watch();
    for (int step = 0; step < 400; step++) {
      String name = "f" + random.nextInt(12) + ".txt";
      switch (random.nextInt(6)) {
        case 0 -> write(name, "w" + random.nextInt(40));
        case 1 -> Files.deleteIfExists(folder.resolve(name));
        case 2 -> {
          if (Files.exists(folder.resolve(name))) {
            Files.move(
                folder.resolve(name),
                folder.resolve("f" + random.nextInt(12) + ".txt"),
                StandardCopyOption.REPLACE_EXISTING);
          }
        }
        case 3 -> watch = watch();
        default -> scan(watch, random.nextInt(8));
      }
    }
    scan(watch, 10);
    scan(watch, 10);

    assertThat(words()).doesNotHaveDuplicates().hasSizeGreaterThan(10);
  }
}
