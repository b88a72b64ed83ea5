package io.athanor.acquisition.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.event.InquiryAnswered;
import io.athanor.event.InquiryKind;
import io.athanor.event.InquiryOpened;
import io.athanor.event.Meta;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class AnalystTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void shouldAnswerUnderTheInquirysIdAndNameItAsTheCause() {
    InquiryAnswered answer =
        answer((file, request) -> JSON.createObjectNode().set("echo", request), "{\"a\":1}");

    assertThat(answer.getInquiryId()).isEqualTo("q-1");
    assertThat(answer.getMeta().getCausedBy()).containsExactly("event-1");
    assertThat(answer.getMeta().getTenant()).isEqualTo("lab-a");
    assertThat(answer.getDocument()).isEqualTo("{\"echo\":{\"a\":1}}");
    assertThat(answer.getProblem()).isNull();
  }

  @Test
  void shouldSayTheSameUnderTheSameIdWhenAskedAgainAfterAKill() {
    Analysis analysis = (file, request) -> JSON.createObjectNode();
    assertThat(answer(analysis, "{}")).isEqualTo(answer(analysis, "{}"));
  }

  @Test
  void shouldRefuseWithFieldAndReason() {
    InquiryAnswered answer =
        answer(
            (file, request) -> {
              throw new AnalysisException("at.ordinal", "is 7, the campaign has 3");
            },
            "{}");
    assertThat(answer.getDocument()).isNull();
    assertThat(answer.getProblem().getField()).isEqualTo("at.ordinal");
    assertThat(answer.getProblem().getReason()).isEqualTo("is 7, the campaign has 3");
  }

  @Test
  void shouldLeaveNoInquiryOpenWhateverFails() {
    assertThat(answer((file, request) -> JSON.createObjectNode(), "{").getProblem().getReason())
        .contains("no JSON");
    assertThat(
            answer(
                    (file, request) -> {
                      throw new IllegalStateException("singular matrix");
                    },
                    "{}")
                .getProblem()
                .getReason())
        .contains("singular matrix");
    assertThat(
            answer((file, request) -> JSON.getNodeFactory().textNode("x".repeat(1_000_000)), "{}")
                .getProblem()
                .getReason())
        .contains("longer than one event");
    assertThat(
            new Analyst(Map.of(), () -> NOW)
                .answer(inquiry("{}"), asked -> null)
                .getProblem()
                .getField())
        .isEqualTo("kind");
  }

  @Test
  void shouldRefuseNothingBecauseTheLogDoesNotAnswer() {
    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(
            () ->
                answer(
                    (file, request) -> {
                      throw new TimeoutException("no broker");
                    },
                    "{}"));
  }

  @Test
  void shouldCountBytesNotCharactersOfAnAnswer() {
    assertThat(
            answer(
                    (file, request) -> JSON.getNodeFactory().textNode("\u03b7".repeat(600_000)),
                    "{}")
                .getProblem()
                .getReason())
        .contains("longer than one event");
  }

  private static InquiryAnswered answer(Analysis analysis, String request) {
    return new Analyst(Map.of(InquiryKind.WHY, analysis), () -> NOW)
        .answer(inquiry(request), asked -> null);
  }

  private static InquiryOpened inquiry(String request) {
    return InquiryOpened.newBuilder()
        .setMeta(
            Meta.newBuilder()
                .setId("event-1")
                .setSource("athanor/gateway")
                .setOccurredAt(NOW)
                .setRecordedAt(NOW)
                .setCausedBy(List.of())
                .setTenant("lab-a")
                .build())
        .setInquiryId("q-1")
        .setCampaignId("c-1")
        .setKind(InquiryKind.WHY)
        .setRequest(request)
        .build();
  }
}
