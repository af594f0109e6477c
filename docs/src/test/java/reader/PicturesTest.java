package reader;

import static org.junit.jupiter.api.Assertions.*;

import java.nio.file.Files;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kit.Kit;
import org.commonmark.node.*;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures and diagrams say in words what they show. */
class PicturesTest {
    private static final Pattern FIVE_WORDS = Pattern.compile("\\S+( \\S+){4,}");

    /** In Markdown, or in HTML, which alone can have text beside a picture. */
    @ParameterizedTest
    @MethodSource("reader.Page#all")
    void picturesHaveAnAlternativeText(Page page) {
        page.parse().accept(new AbstractVisitor() {
            @Override
            public void visit(Image image) {
                check(image, image.getDestination(), Page.text(image));
            }

            @Override
            public void visit(HtmlBlock html) {
                check(html, html.getLiteral());
            }

            @Override
            public void visit(HtmlInline html) {
                check(html, html.getLiteral());
            }

            private void check(Node node, String html) {
                Jsoup.parse(html).select("img").forEach(image -> check(node, image.attr("src"), image.attr("alt")));
            }

            private void check(Node node, String file, String text) {
                var isThere = Files.isRegularFile(page.path().resolveSibling(file));
                if (!isThere || !FIVE_WORDS.matcher(text).matches()) {
                    throw new DocsError(
                            page, Page.line(node), "a picture, with at least five words", file + " " + text);
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("reader.Page#all")
    void diagramsHaveATitleAndADescription(Page page) {
        for (var block : page.blocks()) {
            if (block.is("mermaid")
                    && (Diagram.title(block.text()).isEmpty()
                            || !FIVE_WORDS
                                    .matcher(Diagram.description(block.text()))
                                    .matches())) {
                throw new DocsError(block, "accTitle: ... and accDescr: at least five words", block.text());
            }
        }
    }

    /** Each picture can be made anew, and is shown on a page. */
    @Test
    void allPicturesAreMadeByTheScriptAndShown() {
        var made = Pattern.compile("\\bpicture(?:_of_cookie)? ([a-z0-9-]+) \"")
                .matcher(Kit.read(Kit.ROOT.resolve("docs/screenshots.sh")))
                .results()
                .map(match -> match.group(1) + ".png")
                .collect(Collectors.toCollection(TreeSet::new));
        var there = Kit.files(Kit.ROOT.resolve("docs/images")).stream()
                .map(Object::toString)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(made, there);
        var pages = Page.all().stream().map(Page::text).collect(Collectors.joining());
        there.forEach(picture -> {
            var isShown = pages.contains("images/" + picture + ")") || pages.contains("images/" + picture + "\"");
            assertTrue(isShown, picture + " is on no page");
        });
    }
}
