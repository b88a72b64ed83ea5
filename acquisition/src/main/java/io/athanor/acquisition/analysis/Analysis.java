package io.athanor.acquisition.analysis;

import com.fasterxml.jackson.databind.JsonNode;

/** Answers one kind of inquiry: a pure function of the campaign's journal and the request. */
public interface Analysis {
  /**
   * The answer.
   *
   * @param file what the log says of the campaign
   * @param request particulars of the inquiry, an object
   * @return a document as the gateway's contract has it
   * @throws AnalysisException where the request does not fit the campaign
   */
  JsonNode answer(CaseFile file, JsonNode request) throws AnalysisException;
}
