package reader;

import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import org.jsoup.nodes.*;
import org.junit.jupiter.api.*;

/** Writes the book, and looks whether it holds all that the pages say and needs nothing else. */
class BookTest {
    private static Document book;

    @BeforeAll
    static void write() throws IOException {
        book = Book.html();
        Files.createDirectories(Book.FILE.getParent());
        Files.writeString(Book.FILE, book.html());
    }

    @Test
    void eachBlockIsThere() {
        var shown = book.select("pre").stream().map(Element::wholeText).toList();
        for (var page : Book.PAGES) {
            for (var block :
                    page.blocks().stream().filter(any -> !any.is("turn")).toList()) {
                var text = block.is("mermaid") ? Diagram.drawing(block.text()) : block.text();
                assertTrue(shown.contains(text), () -> page.name() + ":" + block.line() + "\n" + text);
            }
        }
    }

    @Test
    void linksLeadIntoTheBookOrToTheWeb() {
        var ids = book.select("[id]").eachAttr("id");
        for (var link : book.select("a[href]").eachAttr("href")) {
            assertTrue(link.matches("https?:.*") || link.startsWith("#") && ids.contains(link.substring(1)), link);
        }
        assertEquals(ids.size(), new HashSet<>(ids).size(), () -> "headings with the same words: " + ids);
    }

    @Test
    void nothingIsFetchedOrFolded() {
        assertEquals(
                "",
                book.select("script, link, iframe, [srcset], img:not([src^=data:image/png])")
                        .outerHtml());
        assertEquals("", book.select("details:not([open])").outerHtml());
        assertTrue(book.select("details").size() > 0);
    }
}
