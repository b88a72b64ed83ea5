package io.athanor.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.InquiryAnswered;
import io.athanor.event.InquiryKind;
import io.athanor.event.InquiryOpened;
import io.athanor.event.Meta;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class InquiriesTest {
  private static final long ROOM = 100_000;
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final Inquiries inquiries = new Inquiries(ROOM);

  @Test
  void shouldKeepOfAnswersBeforeTheirQuestionsAsManyAsFit() {
    for (int i = 0; i < 1_000; i++) {
      answer("q" + i, "{\"a\":\"" + "x".repeat(1_000) + "\"}");
    }
    inquiries.opened(opened("q0"));
    inquiries.opened(opened("q999"));
    assertThat(inquiries.find("q0").orElseThrow().answered()).as("forgotten").isEmpty();
    assertThat(inquiries.find("q999").orElseThrow().answered()).isPresent();
  }

  @Test
  void shouldLetAnswersToWhatWasForgottenKeepNoOtherOut() {
    for (int i = 0; i < 5_000; i++) {
      answer("gone" + i, null);
    }
    answer("early", "{}");
    inquiries.opened(opened("early"));
    assertThat(inquiries.find("early").orElseThrow().answered()).isPresent();
  }

  @Test
  void shouldForgetTheOldestWhereThereAreVeryMany() {
    for (int i = 0; i < 5_000; i++) {
      inquiries.opened(opened("q" + i));
    }
    assertThat(inquiries.find("q0")).isEmpty();
    assertThat(inquiries.find("q4999")).isPresent();
    assertThat(inquiries.of("c")).hasSizeLessThan(1_000);
  }

  private void answer(String id, String document) {
    inquiries.answered(
        InquiryAnswered.newBuilder()
            .setMeta(meta("a-" + id))
            .setInquiryId(id)
            .setCampaignId("c")
            .setKind(InquiryKind.FORK)
            .setDocument(document)
            .build(),
        new ArrayList<>());
  }

  private static InquiryOpened opened(String id) {
    return InquiryOpened.newBuilder()
        .setMeta(meta(id))
        .setInquiryId(id)
        .setCampaignId("c")
        .setKind(InquiryKind.FORK)
        .setRequest("{}")
        .build();
  }

  private static Meta meta(String id) {
    return Meta.newBuilder()
        .setId(id)
        .setSource("test")
        .setOccurredAt(NOW)
        .setRecordedAt(NOW)
        .build();
  }
}
