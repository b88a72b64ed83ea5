package io.athanor.formats.xrd;

import io.athanor.formats.FormatException;
import io.athanor.formats.text.Lines;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An XML document as a tree, by local names. Document types are refused, so there are no entities
 * to expand and nothing to fetch; depth and number of elements are bounded.
 */
final class Xml {
  private static final int MOST_ELEMENTS = 500_000;
  private static final int DEEPEST = 100;
  private static final int MOST_BYTES = 32 * 1024 * 1024;

  private Xml() {}

  /** An element. */
  static final class Element {
    private final String name;
    private final Map<String, String> attributes = new HashMap<>();
    private final List<Element> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private Element(String name) {
      this.name = name;
    }

    String name() {
      return name;
    }

    String attribute(String key) {
      return attributes.getOrDefault(key, "");
    }

    String text() {
      return text.toString().strip();
    }

    List<Element> children() {
      return Collections.unmodifiableList(children);
    }

    List<Element> all(String child) {
      return children.stream().filter(each -> each.name.equals(child)).toList();
    }

    /** The first element on this path. */
    Optional<Element> at(String... path) {
      Optional<Element> here = Optional.of(this);
      for (String step : path) {
        here =
            here.flatMap(
                each -> each.children.stream().filter(c -> c.name.equals(step)).findFirst());
      }
      return here;
    }

    /** The text on this path; empty where there is none. */
    String textAt(String... path) {
      return at(path).map(Element::text).orElse("");
    }
  }

  static Element parse(String format, byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      throw new FormatException(format, "", "is larger than " + MOST_BYTES + " bytes");
    }
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      return tree(format, factory.createXMLStreamReader(new StringReader(Lines.text(bytes))));
    } catch (FormatException e) {
      throw e;
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? -1 : e.getLocation().getLineNumber();
      throw new FormatException(
          format, line > 0 ? "line " + line : "", "is truncated or no well-formed XML");
    } catch (RuntimeException e) {
      // the JDK's scanner throws a dozen kinds of them on damaged documents
      throw new FormatException(format, "", "is no well-formed XML");
    }
  }

  private static Element tree(String format, XMLStreamReader reader) throws XMLStreamException {
    Deque<Element> open = new ArrayDeque<>();
    Element root = null;
    int elements = 0;
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
        throw new FormatException(
            format, "", "declares a document type or entities, which measurements do not need");
      } else if (event == XMLStreamConstants.START_ELEMENT) {
        Element element = new Element(reader.getLocalName());
        for (int i = 0; i < reader.getAttributeCount(); i++) {
          element.attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        if (++elements > MOST_ELEMENTS || open.size() >= DEEPEST) {
          throw new FormatException(format, "", "has too many or too deeply nested elements");
        }
        if (open.isEmpty()) {
          root = element;
        } else {
          open.peek().children.add(element);
        }
        open.push(element);
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        open.pop();
      } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
        if (!open.isEmpty()) {
          open.peek()
              .text
              .append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
        }
      }
    }
    if (root == null) {
      throw new FormatException(format, "", "has no root element");
    }
    return root;
  }
}
