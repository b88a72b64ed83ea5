package io.athanor.inference.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.inference.store.ModelStoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VersionsTest {
  private final List<String> opened = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();
  private final Versions<String> versions =
      new Versions<>("a", version -> version, this::open, closed::add);

  private String open(String digest) {
    if (digest.equals("broken")) {
      throw new ModelStoreException("no such version");
    }
    opened.add(digest);
    return digest;
  }

  private String used(String digest) {
    try (HotSlot.Lease<String> lease = versions.acquire(digest)) {
      return lease.value();
    }
  }

  @Test
  void shouldServeWhoeverAsksForNoneAndWhoeverAsksForOne() {
    try (HotSlot.Lease<String> lease = versions.acquire()) {
      assertThat(lease.value()).isEqualTo("a");
    }
    assertThat(used("a")).isEqualTo("a");
    assertThat(opened).as("it serves already").isEmpty();
    assertThat(used("b")).isEqualTo("b");
    assertThat(used("b")).isEqualTo("b");
    assertThat(opened).containsExactly("b");
  }

  @Test
  void shouldMakeRoomForTheThirdBesideAndCloseNothingUnderItsUser() {
    used("b");
    try (HotSlot.Lease<String> lease = versions.acquire("c")) {
      used("b");
      used("d");
      used("e");
      assertThat(versions.beside()).containsExactly("d", "e");
      assertThat(closed).as("c has a user").containsExactly("b");
      assertThat(lease.value()).isEqualTo("c");
    }
    assertThat(closed).containsExactly("b", "c");
  }

  @Test
  void shouldSayWhatItCannotOpenAndServeOn() {
    assertThatThrownBy(() -> versions.acquire("broken")).isInstanceOf(ModelStoreException.class);
    assertThat(used("a")).isEqualTo("a");
    assertThat(versions.beside()).isEmpty();
  }

  @Test
  void shouldExchangeWhatServesAndDropWhatIsRetired() {
    versions.prepare("b");
    assertThat(versions.swap("b2")).isTrue();
    assertThat(closed).containsExactly("a");
    versions.drop("b");
    versions.drop("b");
    assertThat(closed).containsExactly("a", "b");
    versions.prepare("c");
    versions.close();
    assertThat(closed).containsExactly("a", "b", "b2", "c");
    assertThatThrownBy(() -> versions.acquire("c")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldNeverCloseUnderAUserNorLeaveOneOpenWhateverTheThreadsDo() throws Exception {
    ConcurrentHashMap<Object, AtomicBoolean> open = new ConcurrentHashMap<>();
    AtomicInteger wrong = new AtomicInteger();
    record Version(String digest, int number) {}
    AtomicInteger number = new AtomicInteger();
    java.util.function.Function<String, Version> opener =
        digest -> {
          Version version = new Version(digest, number.incrementAndGet());
          open.put(version, new AtomicBoolean(true));
          return version;
        };
    Versions<Version> shelf =
        new Versions<>(
            opener.apply("v0"),
            Version::digest,
            opener,
            version -> {
              if (!open.get(version).getAndSet(false)) {
                wrong.incrementAndGet();
              }
            });
    CountDownLatch done = new CountDownLatch(4);
    for (int user = 0; user < 4; user++) {
      Random random = new Random(user);
      new Thread(
              () -> {
                for (int use = 0; use < 2_000; use++) {
                  String digest = "v" + random.nextInt(5);
                  try (HotSlot.Lease<Version> lease = shelf.acquire(digest)) {
                    boolean right = lease.value().digest().equals(digest);
                    if (!right || !open.get(lease.value()).get()) {
                      wrong.incrementAndGet();
                    }
                  }
                  if (use % 50 == 0) {
                    shelf.swap(opener.apply(digest));
                    shelf.drop("v" + random.nextInt(5));
                  }
                }
                done.countDown();
              })
          .start();
    }
    done.await();
    shelf.close();
    assertThat(wrong).hasValue(0);
    assertThat(open.values()).noneMatch(AtomicBoolean::get);
  }
}
