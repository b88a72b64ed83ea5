package io.athanor.allinone.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.allinone.bench.suite.Figure.Better;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class SuitePageTest {
  private final String page =
      SuitePage.html(
          List.of(
              Sections.measured("a.csv", Sections.figure("f", Better.HIGHER, 1, 5)),
              Sections.absent("b<i>.csv")),
          List.of(new Baseline.Verdict("f", "worse: 1", true)),
          true);

  @Test
  void shouldAskForNothingAndRunNothing() {
    assertThat(page)
        .doesNotContain("<script", "http:", "https:", "src=", "@import", "url(", "<link");
    assertThat(page).contains("prefers-color-scheme:dark");
  }

  @Test
  void shouldSayCommandDataSeedsAndWhatIsAbsent() {
    assertThat(page)
        .contains("./athanor bench discovery --pool a.csv", "seeds 1..3", "data &lt;a.csv&gt;")
        .contains("<strong>Not measured:</strong> b&lt;i&gt;.csv is absent")
        .contains("5.000 [4.000, 6.000]", "random 1.000", "class=\"worse\"");
  }

  @Test
  void shouldBeReadableWithoutEyes() throws Exception {
    Document document = parsed();
    NodeList drawings = document.getElementsByTagName("svg");
    assertThat(drawings.getLength()).isEqualTo(2);
    for (int i = 0; i < drawings.getLength(); i++) {
      Element drawing = (Element) drawings.item(i);
      assertThat(drawing.getAttribute("role")).isEqualTo("img");
      assertThat(drawing.getAttribute("aria-label")).isNotBlank();
    }
    NodeList heads = document.getElementsByTagName("th");
    for (int i = 0; i < heads.getLength(); i++) {
      assertThat(((Element) heads.item(i)).getAttribute("scope")).isIn("col", "row");
    }
    assertThat(document.getElementsByTagName("h1").getLength()).isEqualTo(1);
  }

  /** The page is well-formed but for its two void elements. */
  private Document parsed() throws Exception {
    String xml = page.replaceAll("<meta [^>]*>", "").replace("<!DOCTYPE html>", "");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }
}
