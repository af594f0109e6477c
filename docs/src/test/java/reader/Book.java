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

    static final List<Page> PAGES = pages();

    private static final List<TablesExtension> TABLES = List.of((TablesExtension) TablesExtension.create());

    /** The contents, and after each chapter its exercise. */
    private static List<Page> pages() {
        var pages = new ArrayList<Page>(List.of(new Page("docs/README.md")));
        for (var step : Step.all()) {
            pages.addAll(Page.all().stream()
                    .filter(page -> page.step().equals(Optional.of(step)))
                    .toList());
        }
        return pages;
    }

    static Document html() throws IOException {
        var book = Jsoup.parse(Kit.read(Kit.ROOT.resolve("docs/src/test/resources/book.html")));
        book.outputSettings().prettyPrint(false);
        var parser = Parser.builder().extensions(TABLES).build();
        var renderer = HtmlRenderer.builder().extensions(TABLES).build();
        for (var page : PAGES) {
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
        if (PAGES.contains(new Page(name))) {
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
