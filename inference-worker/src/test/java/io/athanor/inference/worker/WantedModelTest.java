package io.athanor.inference.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WantedModelTest {
  private final WantedModel model = new WantedModel("a");

  @Test
  void shouldBeContentWithWhatServes() {
    model.released("a");
    model.announced("a");
    assertThat(model.due()).isEmpty();
  }

  @Test
  void shouldWantWhatTheStoreReleasesAndTellTheOthers() {
    model.released("b");
    assertThat(model.due()).contains("b");
    assertThat(model.serves("b")).isTrue();
    assertThat(model.due()).isEmpty();
  }

  @Test
  void shouldFollowTheLogAndKeepItToItself() {
    model.announced("b");
    assertThat(model.due()).contains("b");
    assertThat(model.serves("b")).isFalse();
    model.released("a");
    assertThat(model.due()).as("the store says what it always said").isEmpty();
  }

  @Test
  void shouldLetTheLastChangeCount() {
    model.released("b");
    model.announced("c");
    assertThat(model.due()).contains("c");
    model.released("d");
    assertThat(model.due()).contains("d");
    model.released("a");
    assertThat(model.due()).as("released again, and it serves").isEmpty();
  }

  @Test
  void shouldEndWithTheNewestOfALogReadFromItsStart() {
    for (String digest : new String[] {"x", "y", "a"}) {
      model.announced(digest);
    }
    assertThat(model.due()).isEmpty();
  }

  @Test
  void shouldComplainOnceOfEachThatItCannotHave() {
    model.released("broken");
    assertThat(model.refused()).isTrue();
    assertThat(model.refused()).isFalse();
    assertThat(model.due()).as("its files may still come").contains("broken");
    model.released("b");
    assertThat(model.refused()).isTrue();
  }
}
