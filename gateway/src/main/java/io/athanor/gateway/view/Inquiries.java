package io.athanor.gateway.view;

import io.athanor.event.InquiryAnswered;
import io.athanor.event.InquiryOpened;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * What people asked lately and what the log said. Only the latest are kept, as many as fit; the
 * others are in the log. Owned by {@link View}, which locks.
 */
final class Inquiries {
  /** What an entry takes beside its texts, in characters. */
  private static final long ENTRY = 500;

  private final long room;
  private final Map<String, InquiryView> known = new LinkedHashMap<>();
  private final Map<String, InquiryAnswered> early = new LinkedHashMap<>();
  private final Map<String, CompletableFuture<InquiryAnswered>> waiters = new HashMap<>();
  private long characters;
  private long earlyCharacters;

  /**
   * None yet.
   *
   * @param room characters of questions and answers that are kept, and as many again of answers
   *     whose questions have not come
   */
  Inquiries(long room) {
    this.room = room;
  }

  void opened(InquiryOpened opened) {
    Optional<InquiryAnswered> before = Optional.ofNullable(early.remove(opened.getInquiryId()));
    before.ifPresent(each -> earlyCharacters -= size(each));
    InquiryView view = new InquiryView(opened, before);
    if (known.putIfAbsent(opened.getInquiryId(), view) == null) {
      characters += size(view);
      forgetOldest();
    }
  }

  /** Of several answers the first counts. */
  void answered(InquiryAnswered answered, List<Runnable> afterwards) {
    String id = answered.getInquiryId();
    InquiryView view = known.get(id);
    if (view == null) {
      // there is no order between topics; an answer to what was forgotten goes as others come
      if (early.putIfAbsent(id, answered) == null) {
        earlyCharacters += size(answered);
        forgetEarliest();
      }
    } else if (view.answered().isEmpty()) {
      InquiryView ended = new InquiryView(view.opened(), Optional.of(answered));
      known.put(id, ended);
      characters += size(ended) - size(view);
      forgetOldest();
    }
    CompletableFuture<InquiryAnswered> waiter = waiters.remove(id);
    if (waiter != null) {
      afterwards.add(() -> waiter.complete(answered));
    }
  }

  /** Ask before the inquiry is written; ends with {@link #leave}. */
  CompletableFuture<InquiryAnswered> answerOf(String inquiryId) {
    return waiters.computeIfAbsent(inquiryId, id -> new CompletableFuture<>());
  }

  void leave(String inquiryId) {
    waiters.remove(inquiryId);
  }

  Optional<InquiryView> find(String inquiryId) {
    return Optional.ofNullable(known.get(inquiryId));
  }

  /** Of one campaign, the latest first. */
  List<InquiryView> of(String campaignId) {
    List<InquiryView> found =
        known.values().stream()
            .filter(each -> each.opened().getCampaignId().equals(campaignId))
            .collect(Collectors.toCollection(ArrayList::new));
    Collections.reverse(found);
    return List.copyOf(found);
  }

  private void forgetOldest() {
    Iterator<InquiryView> oldest = known.values().iterator();
    while (characters > room && known.size() > 1) {
      characters -= size(oldest.next());
      oldest.remove();
    }
  }

  private void forgetEarliest() {
    Iterator<InquiryAnswered> oldest = early.values().iterator();
    while (earlyCharacters > room && early.size() > 1) {
      earlyCharacters -= size(oldest.next());
      oldest.remove();
    }
  }

  private static long size(InquiryView view) {
    return ENTRY
        + view.opened().getRequest().length()
        + view.answered().map(Inquiries::size).orElse(0L);
  }

  private static long size(InquiryAnswered answered) {
    return ENTRY + (answered.getDocument() == null ? 0 : answered.getDocument().length());
  }
}
