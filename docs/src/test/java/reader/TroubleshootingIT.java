package reader;

import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import java.io.IOException;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.ConcurrentHashMap;
import kit.*;
import org.junit.jupiter.api.*;
import org.junit.jupiter.api.condition.*;
import org.junit.jupiter.api.io.*;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Provokes what the pages on troubleshooting show, and does what they say against it, each in a fresh copy of a step. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the pages' commands are typed into bash")
@Execution(CONCURRENT)
class TroubleshootingIT {
    private static final Map<Block, String> REWRITTEN = new ConcurrentHashMap<>();

    /** Outside of the repository. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path temp;

    @AfterAll
    static void rewrite() throws IOException {
        var pages = new HashMap<Page, Map<Block, String>>();
        REWRITTEN.forEach((block, text) ->
                pages.computeIfAbsent(block.page(), key -> new HashMap<>()).put(block, text));
        for (var page : pages.entrySet()) {
            page.getKey().rewrite(page.getValue());
        }
    }

    static List<TroubleshootingTest.Section> sections() {
        return TroubleshootingTest.sections().stream()
                .filter(section -> section.isTyped() && Page.isWanted(section.heading()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("sections")
    void whatTheSectionShowsHappensAndIsCured(TroubleshootingTest.Section section) throws Exception {
        section.page().assumeWanted();
        var blocks = new ArrayList<Block>();
        var number = 0;
        for (var block : section.blocks()) {
            if (block.value("in") != null) {
                follow(blocks, "" + number++);
                blocks.clear();
            }
            blocks.add(block);
        }
        follow(blocks, "" + number);
    }

    /** Follows blocks in a fresh copy of the step that the first of them names; without one, they are not typed. */
    private void follow(List<Block> blocks, String name) throws Exception {
        if (blocks.isEmpty() || blocks.get(0).value("in") == null) {
            return;
        }
        var step = Step.of(blocks.get(0).value("in"));
        var folder = Reader.folder(temp.resolve(name), step);
        if (!step.hasMigrations()) {
            Kit.createSample(folder);
        }
        try (var reader = new Reader(folder, blocks.toString())) {
            if (blocks.stream().anyMatch(block -> block.text().contains("../kit"))) {
                reader.type("(cd ../kit && git init -q -b main && git add . && git commit -q -m Kit)");
            }
            reader.type("git init -q -b main && printf 'target\\n*.db\\n' >> .git/info/exclude"
                    + " && git add . && git commit -q -m Begin");
            REWRITTEN.putAll(reader.follow(blocks));
        }
    }
}
