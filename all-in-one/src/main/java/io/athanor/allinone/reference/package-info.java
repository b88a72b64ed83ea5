/** Reference pages written from the code. */
package io.athanor.allinone.reference;
