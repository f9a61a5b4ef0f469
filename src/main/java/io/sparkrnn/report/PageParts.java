package io.sparkrnn.report;

import java.util.List;

/** Parts that the report of a run and the page over all runs have in common. */
final class PageParts {

  private PageParts() {}

  /**
   * Writes the head of a page.
   *
   * @param policy rest of the content security policy, such as {@code img-src data:}. All text is
   *     escaped; should that fail, the policy lets no script run but those that it names.
   * @param style style sheet
   */
  static void writeHead(MarkupWriter page, String title, String policy, String style) {
    page.open("head");
    page.empty("meta", "charset", "utf-8");
    page.empty(
        "meta",
        "http-equiv",
        "Content-Security-Policy",
        "content",
        "default-src 'none'; style-src 'unsafe-inline'; %s; base-uri 'none'; form-action 'none'"
            .formatted(policy));
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.empty("meta", "name", "color-scheme", "content", "light dark");
    page.element("title", title);
    page.style(style);
    page.close();
  }

  /**
   * Writes a section with a list of notes, or nothing if there are none.
   *
   * @param kind CSS class of the section
   */
  static void writeNotes(MarkupWriter page, String kind, String heading, List<String> notes) {
    if (notes.isEmpty()) {
      return;
    }
    page.open("section", "class", kind);
    page.element("h2", heading);
    page.open("ul");
    notes.forEach(note -> page.element("li", note, "dir", "auto"));
    page.close();
    page.close();
  }
}
