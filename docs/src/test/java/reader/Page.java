package reader;

import java.io.IOException;
import java.nio.file.*;
import java.util.*;
import java.util.regex.Pattern;
import kit.*;
import org.commonmark.node.*;
import org.commonmark.parser.*;
import org.junit.jupiter.api.Assumptions;

/** A page in Markdown. Its name is its path in the repository. */
record Page(String name) {
    private static final List<Page> ALL = Kit.files(Kit.ROOT).stream()
            .map(file -> file.toString().replace('\\', '/'))
            .filter(file -> file.endsWith(".md"))
            .sorted()
            .map(Page::new)
            .toList();

    /** The chapter that leads to a step. */
    static Page of(Step step) {
        return new Page("docs/" + step.folder.substring("step-".length()) + ".md");
    }

    /** The step of a chapter, or of an exercise, whose name begins with the chapter's number; none for other pages. */
    Optional<Step> step() {
        return Step.all().stream()
                .filter(step -> equals(of(step)) || name.startsWith("docs/exercises/" + step.number() + "-"))
                .findFirst();
    }

    /** All pages of the repository, the chapters among them. */
    static List<Page> all() {
        return ALL;
    }

    /** Skips the test of another page than the one that the build was started for: -Dpage=docs/04-database.md */
    void assumeWanted() {
        var wanted = new Page(System.getProperty("page", name));
        if (!all().contains(wanted)) {
            throw new IllegalArgumentException("-Dpage names no page: " + wanted.name());
        }
        Assumptions.assumeTrue(equals(wanted), "the build was started for another page");
    }

    /** Whether the build was started for this section, with words of its heading, or for none: -Dsection="Run it" */
    static boolean isWanted(String section) {
        return section.contains(System.getProperty("section", ""));
    }

    /** The blocks up to the last one of the section that the build was started for, or all of them. */
    List<Block> wantedBlocks() {
        var blocks = new ArrayList<>(blocks());
        while (!blocks.isEmpty() && !isWanted(blocks.get(blocks.size() - 1).section())) {
            blocks.remove(blocks.size() - 1);
        }
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException("-Dsection names no section of " + name + " that has a block");
        }
        return blocks;
    }

    Path path() {
        return Kit.ROOT.resolve(name);
    }

    String text() {
        return Kit.read(path());
    }

    Node parse() {
        return Parser.builder()
                .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
                .build()
                .parse(text());
    }

    /** The line of the page, counted from 1, on which a node begins. */
    static int line(Node node) {
        return node.getSourceSpans().get(0).getLineIndex() + 1;
    }

    /** The words of a node, without its markup. */
    static String text(Node node) {
        var text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text child) {
                text.append(child.getLiteral());
            }

            @Override
            public void visit(Code child) {
                text.append(child.getLiteral());
            }

            @Override
            public void visit(SoftLineBreak child) {
                text.append(' ');
            }
        });
        return text.toString();
    }

    /** The anchor that GitHub gives to a heading with these words. */
    static String anchor(String words) {
        return words.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-');
    }

    /** The commands of Git in the line "To start here", which bring the files with which a chapter begins. */
    List<String> toStartHere() {
        var item = text().replaceFirst("(?s).*\n- \\*\\*To start here:\\*\\*(.*?)\n(?! ).*", "$1");
        var commands = Pattern.compile("`(git .*?)`").matcher(item).results();
        return commands.map(command -> command.group(1)).toList();
    }

    List<Block> blocks() {
        var blocks = new ArrayList<Block>();
        parse().accept(new AbstractVisitor() {
            private String section = "";

            @Override
            public void visit(Heading heading) {
                section = heading.getLevel() == 2 ? text(heading) : section;
            }

            @Override
            public void visit(FencedCodeBlock block) {
                var before = block.getPrevious() instanceof Paragraph paragraph ? text(paragraph) : "";
                var words = List.of(block.getInfo().trim().split(" +"));
                blocks.add(new Block(Page.this, section, line(block), before, words, block.getLiteral()));
            }

            @Override
            public void visit(Paragraph paragraph) {
                if (text(paragraph).startsWith("Your turn.")) {
                    var words = List.of("turn");
                    blocks.add(new Block(Page.this, section, line(paragraph), "", words, text(paragraph)));
                }
            }

            @Override
            public void visit(HtmlBlock html) {
                if (html.getLiteral().contains("```")) {
                    throw new DocsError(Page.this, line(html), "an empty line before a block", html.getLiteral());
                }
            }
        });
        return blocks;
    }

    /** Gives blocks of the page a new text. */
    void rewrite(Map<Block, String> texts) throws IOException {
        var lines = new ArrayList<>(text().lines().toList());
        var lastFirst = new ArrayList<>(texts.keySet());
        lastFirst.sort(Comparator.comparing(Block::line).reversed());
        for (var block : lastFirst) {
            var inside = lines.subList(
                    block.line(), block.line() + (int) block.text().lines().count());
            inside.clear();
            inside.addAll(texts.get(block).lines().map(String::stripTrailing).toList());
        }
        Files.writeString(path(), String.join("\n", lines) + "\n");
    }
}
