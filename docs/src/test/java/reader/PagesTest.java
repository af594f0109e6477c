package reader;

import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.nio.file.Files;
import java.util.*;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kit.*;
import org.commonmark.node.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.*;

/** What can be said of all pages without doing what they say: links, pictures, quoted code, commands of Heroku. */
class PagesTest {
    private static final Map<Page, Set<String>> ANCHORS =
            Page.all().stream().collect(Collectors.toMap(page -> page, PagesTest::anchors));

    @ParameterizedTest
    @MethodSource("reader.Page#all")
    void linksLeadSomewhere(Page page) {
        page.parse().accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                var target = link.getDestination();
                if (target.matches("https?:.*")) {
                    return;
                }
                var parts = target.split("#", 2);
                var file = parts[0].isEmpty() ? page.path() : page.path().resolveSibling(parts[0]);
                if (!Files.exists(file)) {
                    throw new DocsError(page, Page.line(link), "a link to a file that is there", target);
                }
                var other = new Page(Kit.ROOT.relativize(file.normalize()).toString());
                var anchors = ANCHORS.getOrDefault(other, Set.of());
                if (parts.length == 2 && !anchors.contains(parts[1])) {
                    throw new DocsError(page, Page.line(link), "one of " + anchors, target);
                }
            }
        });
    }

    /** Pages other than the chapters quote the steps; what the chapters quote is checked by those who follow them. */
    @ParameterizedTest
    @MethodSource("reader.Page#all")
    void quotedCodeStandsInTheSteps(Page page) throws IOException {
        if (Rewrite.isWanted()) {
            page.rewrite(Rewrite.quotes(page));
        }
        for (var block : page.blocks()) {
            if (block.quotesAStep()) {
                Reader.excerpt(block, Kit.ROOT);
            }
        }
    }

    @Test
    void theContentsNameTheMinutesOfEachChapter() {
        var contents = new Page("docs/README.md");
        for (var step : Step.all()) {
            var chapter = Page.of(step);
            var time = Pattern.compile("\\*\\*Time:\\*\\* about (\\d+) minutes").matcher(chapter.text());
            var minutes = time.find() ? time.group(1) : "no number";
            var link = "(" + chapter.path().getFileName() + ")";
            if (!contents.text()
                    .lines()
                    .anyMatch(line -> line.contains(link) && line.endsWith("| " + minutes + " |"))) {
                throw new DocsError(contents, 1, "the minutes of " + chapter.name() + ": " + minutes, contents.text());
            }
        }
    }

    /** In the last column of each table; "..." stands for anything in a line. */
    @Test
    void whatFlaskIsComparedWithIsInTheKit() {
        var page = new Page("docs/flask-to-spark.md");
        var others = Page.all().stream().filter(other -> !other.equals(page)).toList();
        var kit = String.join("\n", ProseTest.texts(others));
        var lines = page.text().lines().toList();
        for (var i = 0; i < lines.size(); i++) {
            var column = lines.get(i).startsWith("|") ? lines.get(i).replaceFirst(".* \\| (?=.*\\|$)", "") : "";
            var codes = Pattern.compile("`([^`]+)`").matcher(column).results().map(code -> code.group(1));
            for (var code : codes.toList()) {
                if (!Pattern.compile(Reader.quote(code)).matcher(kit).find()) {
                    throw new DocsError(page, i + 1, "code that is in the kit", code);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("reader.Page#all")
    void herokuKnowsTheCommands(Page page) {
        for (var block : page.blocks()) {
            for (var typed : block.is("console") ? block.typed() : List.<Block.Typed>of()) {
                HerokuCommands.check(page, typed.line(), typed.command());
            }
        }
        page.parse().accept(new AbstractVisitor() {
            @Override
            public void visit(Code code) {
                HerokuCommands.check(page, Page.line(code), code.getLiteral());
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "heroku ps:scael web=1",
        "heroku ps:scale wbe=1",
        "heroku ps:scale web=2:standrad-2x",
        "heroku ps:type web=standard-x1",
        "heroku ps:type web=hobby",
        "heroku config:set ADMIN_PASSWRD=x",
        "heroku logs --tall",
        "heroku create one two",
        "heroku addons:create",
        "heroku run --fast java"
    })
    void commandsThatHerokuDoesNotKnow(String command) {
        assertNotNull(HerokuCommands.trouble(command));
    }

    @Test
    void outputsMatchButForTheDots() {
        assertEquals(false, Reader.matches("one\ntwo", "one\ntoo"));
        assertEquals(false, Reader.matches("one", "one\ntwo"));
        assertEquals(false, Reader.matches("", "one"));
        assertEquals(false, Reader.matches("a.b", "axb"));
    }

    /** The anchors that GitHub gives to the headings of a page, and those that the page has for old links. */
    private static Set<String> anchors(Page page) {
        var anchors = new HashSet<String>();
        Pattern.compile("<a id=\"(.*?)\">").matcher(page.text()).results().forEach(id -> anchors.add(id.group(1)));
        page.parse().accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                anchors.add(Page.anchor(Page.text(heading)));
            }
        });
        return anchors;
    }
}
