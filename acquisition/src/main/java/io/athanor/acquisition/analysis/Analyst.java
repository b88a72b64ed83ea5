package io.athanor.acquisition.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.event.InquiryAnswered;
import io.athanor.event.InquiryKind;
import io.athanor.event.InquiryOpened;
import io.athanor.event.InquiryProblem;
import io.athanor.schemas.identity.Metas;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers inquiries: each is answered or refused with a reason, none is left open. */
public final class Analyst {
  private static final Logger LOG = LoggerFactory.getLogger(Analyst.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  // bytes, below the topics' max.message.bytes of one megabyte
  private static final int LARGEST_DOCUMENT = 900_000;

  private final Map<InquiryKind, Analysis> analyses;
  private final InstantSource clock;

  /** With what answers each kind. */
  public Analyst(Map<InquiryKind, Analysis> analyses, InstantSource clock) {
    this.analyses = Map.copyOf(analyses);
    this.clock = clock;
  }

  /**
   * The answer.
   *
   * @param files what the log says of the campaign of an inquiry
   * @throws RetriableException where the log or the registry does not answer
   */
  public InquiryAnswered answer(InquiryOpened inquiry, Function<InquiryOpened, CaseFile> files) {
    Analysis analysis = analyses.get(inquiry.getKind());
    if (analysis == null) {
      return refused(inquiry, "kind", "is not known");
    }
    try {
      JsonNode request = JSON.readTree(inquiry.getRequest());
      String document = JSON.writeValueAsString(analysis.answer(files.apply(inquiry), request));
      return document.getBytes(StandardCharsets.UTF_8).length > LARGEST_DOCUMENT
          ? refused(inquiry, "", "the answer is longer than one event may be; ask for less")
          : answered(inquiry, document, null);
    } catch (AnalysisException e) {
      return refused(inquiry, e.field(), e.reason());
    } catch (JsonProcessingException e) {
      return refused(inquiry, "", "the request is no JSON");
    } catch (RetriableException e) {
      // nothing is known of the question yet: the log or the registry did not answer
      throw e;
    } catch (RuntimeException e) {
      LOG.atError()
          .setCause(e)
          .addKeyValue("inquiryId", inquiry.getInquiryId())
          .addKeyValue("campaignId", inquiry.getCampaignId())
          .log("An inquiry failed");
      return refused(inquiry, "", "could not be computed: " + e.getMessage());
    }
  }

  private InquiryAnswered refused(InquiryOpened inquiry, String field, String reason) {
    return answered(inquiry, null, new InquiryProblem(field, reason));
  }

  private InquiryAnswered answered(InquiryOpened inquiry, String document, InquiryProblem problem) {
    return InquiryAnswered.newBuilder()
        .setMeta(
            Metas.derived(
                "analyst", clock.instant(), inquiry.getCampaignId(), inquiry.getMeta(), "answer"))
        .setInquiryId(inquiry.getInquiryId())
        .setCampaignId(inquiry.getCampaignId())
        .setKind(inquiry.getKind())
        .setDocument(document)
        .setProblem(problem)
        .build();
  }
}
