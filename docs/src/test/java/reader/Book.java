package reader;

import java.io.IOException;
import java.nio.file.*;
import java.util.*;
import kit.*;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.*;

/** The chapters and the exercises as one page of HTML, to read without a network, or to print. */
class Book {
    static final Path FILE = Kit.ROOT.resolve("docs/target/book.html");

    private static final List<TablesExtension> TABLES = List.of((TablesExtension) TablesExtension.create());
    private static final String FRAME = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>My first Java web app on Heroku</title>
            <style>
            body { max-width: 50rem; margin: auto; padding: 1rem; font: 1rem/1.5 sans-serif; color: #222; background: #fff; }
            img { max-width: 100%; border: 1px solid #ccc; }
            pre, code { font-family: monospace; font-size: 0.85rem; background: #f2f2f2; }
            pre { padding: 0.5rem; white-space: pre-wrap; overflow-wrap: anywhere; }
            table { border-collapse: collapse; }
            td, th { padding: 0.2rem 0.5rem; border: 1px solid #999; text-align: left; vertical-align: top; }
            details, figure { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid #999; }
            summary, figcaption { font-weight: bold; }
            @media print {
              body { padding: 0; font-size: 10pt; }
              pre, code { font-size: 8pt; }
              article + article { break-before: page; }
              h1, h2, h3, summary { break-after: avoid; }
              p, li { orphans: 3; widows: 3; }
              pre, img, tr { break-inside: avoid; }
              img { max-height: 6cm; }
              a[href^=http]:not(.bare)::after { content: " (" attr(href) ")"; overflow-wrap: anywhere; }
            }
            </style>
            </head>
            <body></body>
            </html>
            """;

    /** The contents, and after each chapter its exercise. */
    static List<Page> pages() {
        var pages = new ArrayList<Page>(List.of(new Page("docs/README.md")));
        for (var step : Step.all()) {
            pages.addAll(Page.all().stream()
                    .filter(page -> page.step().equals(Optional.of(step)))
                    .toList());
        }
        return pages;
    }

    static Document html() throws IOException {
        var book = Jsoup.parse(FRAME);
        book.outputSettings().prettyPrint(false);
        var parser = Parser.builder().extensions(TABLES).build();
        var renderer = HtmlRenderer.builder().extensions(TABLES).build();
        for (var page : pages()) {
            var article = book.body().appendElement("article").attr("id", id(page));
            article.html(renderer.render(parser.parse(page.text())));
            article.select("h1, h2, h3, h4")
                    .forEach(heading -> heading.id(id(page) + "-" + Page.anchor(heading.text())));
            article.select("details").attr("open", "");
            article.select("code.language-mermaid").forEach(Book::describe);
            for (var image : article.select("img")) {
                var file = page.path().resolveSibling(image.attr("src"));
                image.attr(
                        "src", "data:image/png;base64," + Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
            }
            article.select("a").forEach(link -> lead(link, page));
        }
        return book;
    }

    private static String id(Page page) {
        return page.name()
                .replaceFirst("docs/", "")
                .replaceFirst("\\.md", "")
                .replace('/', '-')
                .toLowerCase(Locale.ROOT);
    }

    /** Leads a link to its place in the book. A file that is not in it is named, and the link goes. */
    private static void lead(Element link, Page page) {
        var parts = link.attr("href").split("#", 2);
        if (parts[0].matches("https?:.*")) {
            if (link.text().equals(parts[0])) {
                link.addClass("bare"); // on paper, the address of all others follows them
            }
            return;
        }
        var file = parts[0].isEmpty()
                ? page.path()
                : page.path().resolveSibling(parts[0]).normalize();
        var name = Kit.ROOT.relativize(file).toString().replace('\\', '/');
        if (pages().contains(new Page(name))) {
            link.attr("href", "#" + id(new Page(name)) + (parts.length == 2 ? "-" + parts[1] : ""));
        } else {
            if (!link.text().equals(name)) {
                link.after(new TextNode(" (" + name + ")"));
            }
            link.unwrap();
        }
    }

    /** Shows a diagram, which only a browser with a library can draw, as its description and its source. */
    private static void describe(Element source) {
        var figure = new Element("figure");
        var text = source.wholeText();
        figure.appendElement("figcaption").text(Diagram.title(text));
        figure.appendElement("p").text(Diagram.description(text));
        figure.appendElement("pre").text(Diagram.drawing(text));
        source.parent().replaceWith(figure);
    }
}
