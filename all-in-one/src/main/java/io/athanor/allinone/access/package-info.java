/** Keys for the door, and the record of who used it. */
package io.athanor.allinone.access;
