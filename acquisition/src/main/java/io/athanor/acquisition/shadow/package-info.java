/** Policies that look on: what they would have chosen, and what that would have been worth. */
package io.athanor.acquisition.shadow;
