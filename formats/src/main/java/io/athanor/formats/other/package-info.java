/** What is often found beside measurements and is none: refused with a reason. */
package io.athanor.formats.other;
