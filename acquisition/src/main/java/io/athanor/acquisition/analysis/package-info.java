/** The analyst: answers what people ask of the log. */
package io.athanor.acquisition.analysis;
