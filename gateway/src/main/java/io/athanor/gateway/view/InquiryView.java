package io.athanor.gateway.view;

import io.athanor.event.InquiryAnswered;
import io.athanor.event.InquiryOpened;
import java.util.Optional;

/**
 * An inquiry as it stands.
 *
 * @param opened what was asked
 * @param answered the first answer; empty while it is open
 */
public record InquiryView(InquiryOpened opened, Optional<InquiryAnswered> answered) {
  /** {@code open}, {@code answered} or {@code refused}. */
  public String state() {
    return answered.map(each -> each.getProblem() == null ? "answered" : "refused").orElse("open");
  }
}
