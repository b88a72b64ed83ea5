/** Models for other runtimes. */
package io.athanor.allinone.export;
