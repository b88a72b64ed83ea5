/** Tests of the whole system, as a person uses it. */
package io.athanor.allinone.system;
