package io.sparkrnn.report;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A page parsed as XML, which fails unless it is well-formed, and looked into by XPath. */
final class Page {

  private final Document document;

  private Page(Document document) {
    this.document = document;
  }

  static Page parse(String html) {
    try {
      DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      builder.setErrorHandler(null);
      return new Page(builder.parse(new InputSource(new StringReader(html))));
    } catch (Exception e) {
      throw new AssertionError("not well-formed: " + e.getMessage(), e);
    }
  }

  List<Element> elements(String xpath) {
    try {
      NodeList nodes =
          (NodeList)
              XPathFactory.newInstance()
                  .newXPath()
                  .evaluate(xpath, document, XPathConstants.NODESET);
      return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
    } catch (XPathExpressionException e) {
      throw new AssertionError(e);
    }
  }

  List<String> texts(String xpath) {
    return elements(xpath).stream().map(Element::getTextContent).toList();
  }

  List<String> attributes(String xpath, String name) {
    return elements(xpath).stream().map(element -> element.getAttribute(name)).toList();
  }
}
