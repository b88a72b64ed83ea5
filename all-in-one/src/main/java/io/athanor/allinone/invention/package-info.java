/** Answers campaigns that ask for new candidates: generators on the log. */
package io.athanor.allinone.invention;
