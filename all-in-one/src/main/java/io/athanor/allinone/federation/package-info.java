/** The network of a site that averages one with others: the trainer's code behind the rounds. */
package io.athanor.allinone.federation;
