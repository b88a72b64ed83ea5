/** Acquisition as a running application. */
package io.athanor.acquisition;
