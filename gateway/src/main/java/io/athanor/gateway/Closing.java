package io.athanor.gateway;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something to close. */
interface Closing {
  /** Closes it. */
  void run() throws Exception;

  /** Closes a part; whatever happens, the rest is closed too. */
  static void quietly(String part, Closing closing) {
    Logger log = LoggerFactory.getLogger(GatewayApp.class);
    try {
      closing.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      log.atWarn().addKeyValue("part", part).setCause(e).log("Closing failed");
    }
  }
}
