/** The state of campaigns and experiments as a fold over the log. */
package io.athanor.gateway.view;
