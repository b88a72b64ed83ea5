/** Campaigns in the log, taken up again another way. */
package io.athanor.allinone.fork;
