package reader;

import static org.junit.jupiter.api.Assertions.*;

import java.util.*;
import java.util.regex.Pattern;
import java.util.stream.*;
import kit.Kit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The form of the pages for those who are stuck: what they see leads to a section, and there the cure is in the open. */
class TroubleshootingTest {
    private static final Page INDEX = new Page("docs/troubleshooting.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (.*) \\| \\[(.*)]\\((.*)#(.*)\\) \\|$");
    private static final Pattern CODE = Pattern.compile("``(.+?)``|`([^`]+)`");

    /** Tries what tables list, in place of a program on the page. */
    private static final String TABLES = Kit.read(Kit.ROOT.resolve("docs/src/test/java/steps/RareTroubleIT.java"));

    /** A section of a page, with its text and its blocks. */
    record Section(Page page, String heading, String text, List<Block> blocks) {
        /** Whether the build provokes what it is about, and cures it. */
        boolean isTyped() {
            return blocks.stream().anyMatch(block -> block.value("in") != null);
        }

        /** What is not within a fold. */
        String open() {
            return text.replaceAll("(?s)<details>.*?</details>", "");
        }

        @Override
        public String toString() {
            return page.name() + ": " + heading;
        }
    }

    static List<Page> pages() {
        return Page.all().stream()
                .filter(page -> page.name().startsWith("docs/troubleshooting/"))
                .toList();
    }

    static List<Section> sections() {
        var sections = new ArrayList<Section>();
        for (var page : pages()) {
            var blocks = page.blocks().stream().collect(Collectors.groupingBy(Block::section));
            for (var text : page.text().split("(?m)^## (?=.)")) {
                var heading = text.lines().findFirst().orElseThrow();
                if (!heading.startsWith("# ")) {
                    sections.add(new Section(page, heading, text, blocks.getOrDefault(heading, List.of())));
                }
            }
        }
        return sections;
    }

    /** Somebody who is stuck reads no more than that. */
    @Test
    void thePagesAreShort() {
        var lines = Stream.concat(Stream.of(INDEX), pages().stream())
                .collect(
                        Collectors.toMap(Page::name, page -> page.text().lines().count()));
        assertTrue(lines.get(INDEX.name()) <= 100, lines + "");
        assertTrue(lines.values().stream().allMatch(count -> count <= 600), lines + "");
        assertTrue(lines.values().stream().mapToLong(count -> count).sum() <= 1900, lines + "");
    }

    @Test
    void theIndexLeadsToEachSectionOnce() {
        var links = ROW.matcher(INDEX.text()).results().map(row -> "docs/" + row.group(3) + ": " + row.group(2));
        var sections = sections().stream().map(Section::toString).sorted();
        assertEquals(sections.collect(Collectors.joining("\n")), links.sorted().collect(Collectors.joining("\n")));
    }

    /** In what the build types there; or what the section can only quote, or has in a table that another test tries. */
    @ParameterizedTest
    @MethodSource("sections")
    void theSectionPrintsTheWordsOfTheIndex(Section section) {
        var printed = section.blocks().stream()
                .flatMap(block -> block.is("console")
                        ? block.typed().stream().map(Block.Typed::output)
                        : Stream.of(block.text()).filter(text -> block.is("text")))
                .collect(Collectors.joining("\n"));
        var words = ROW.matcher(INDEX.text())
                .results()
                .filter(row -> row.group(2).equals(section.heading()))
                .flatMap(row -> CODE.matcher(row.group(1)).results());
        words.map(code -> code.group(1) == null ? code.group(2) : code.group(1)).forEach(code -> {
            var isListed = section.open().contains("`" + code);
            if (!printed.contains(code) && !(isListed && (!section.isTyped() || TABLES.contains(code)))) {
                throw new DocsError(INDEX, 1, "words that " + section + " prints", code);
            }
        });
    }

    /** The build types the cure as it stands in the open, and what it can't do, the section says. */
    @ParameterizedTest
    @MethodSource("sections")
    void theCureIsInTheOpen(Section section) {
        assertTrue(section.open().contains("\n**Cure:**"), "**Cure:** outside of the fold: " + section);
        var isElsewhere = section.heading().matches("(Windows|Heroku)\\b.*") || TABLES.contains(section.heading());
        assertTrue(
                section.isTyped() || isElsewhere || section.text().contains("**not tried**"),
                "a block with in=STEP, or the words **not tried**: " + section);
        if (section.isTyped()) {
            var typed = section.blocks().stream()
                    .filter(block -> block.is("console"))
                    .flatMap(block -> block.typed().stream().map(Block.Typed::command))
                    .toList();
            for (var block : section.blocks()) {
                for (var line : block.is("sh") ? block.text().lines().toList() : List.<String>of()) {
                    if (!typed.contains(line)) {
                        throw new DocsError(block, "a command that is typed in the fold", line);
                    }
                }
            }
        }
    }
}
