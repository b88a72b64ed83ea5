/** What formats made of documents share: bounded JSON, and unit names as instruments spell them. */
package io.athanor.formats.document;
