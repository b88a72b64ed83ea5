package io.athanor.gateway.event;

import io.athanor.event.InquiryAnswered;
import io.athanor.event.InquiryKind;
import io.athanor.event.InquiryOpened;
import io.athanor.gateway.view.InquiryView;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Inquiries: what the door is asked to events, and back. */
public final class Inquiring {
  private static final String SOURCE = "athanor/gateway";

  private Inquiring() {}

  /**
   * An inquiry with an id of its own.
   *
   * @param campaignId empty: there is none yet, it goes by its own id
   */
  public static InquiryOpened open(
      InquiryKind kind, Optional<String> campaignId, JsonObject request, Origin origin) {
    String id = origin.fresh();
    return InquiryOpened.newBuilder()
        .setMeta(origin.meta(id, SOURCE, origin.now(), campaignId.orElse(null)))
        .setInquiryId(id)
        .setCampaignId(campaignId.orElse(id))
        .setKind(kind)
        .setRequest(request.encode())
        .build();
  }

  /** Without its document, for lists. */
  public static JsonObject summary(InquiryView inquiry) {
    InquiryOpened opened = inquiry.opened();
    JsonObject json =
        new JsonObject()
            .put("inquiryId", opened.getInquiryId())
            .put("campaignId", opened.getCampaignId())
            .put("kind", Spelling.of(opened.getKind()))
            .put("state", inquiry.state())
            .put("openedAt", opened.getMeta().getRecordedAt().toString());
    Values.putIfPresent(json, "by", opened.getMeta().getActor());
    inquiry
        .answered()
        .ifPresent(each -> json.put("answeredAt", each.getMeta().getRecordedAt().toString()));
    return json;
  }

  /** Whole. */
  public static JsonObject json(InquiryView inquiry) {
    JsonObject json =
        summary(inquiry).put("request", new JsonObject(inquiry.opened().getRequest()));
    inquiry.answered().ifPresent(each -> putAnswer(json, each));
    return json;
  }

  /** As a campaign's followers are told of an answer. */
  public static JsonObject news(InquiryAnswered answered) {
    return new JsonObject()
        .put("inquiryId", answered.getInquiryId())
        .put("campaignId", answered.getCampaignId())
        .put("kind", Spelling.of(answered.getKind()))
        .put("state", answered.getProblem() == null ? "answered" : "refused");
  }

  private static void putAnswer(JsonObject json, InquiryAnswered answered) {
    if (answered.getProblem() == null) {
      json.put("document", new JsonObject(answered.getDocument()));
    } else {
      json.put(
          "problem",
          new JsonObject()
              .put("field", answered.getProblem().getField())
              .put("reason", answered.getProblem().getReason()));
    }
  }
}
