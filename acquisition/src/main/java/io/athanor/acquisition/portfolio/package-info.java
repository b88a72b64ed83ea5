/** Which of several campaigns is worth the next experiments. */
package io.athanor.acquisition.portfolio;
