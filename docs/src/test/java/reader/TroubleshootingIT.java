package reader;

import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kit.Postgres;
import kit.Step;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Provokes what the page on troubleshooting shows, and does what it says against it, each in a fresh copy of a step. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the page's commands are typed into bash")
@Execution(CONCURRENT)
class TroubleshootingIT {
    static final Page PAGE = new Page("docs/troubleshooting.md");
    private static final List<Block> BLOCKS = PAGE.blocks();
    private static final Map<Block, String> REWRITTEN = new ConcurrentHashMap<>();

    @AutoClose
    private static final Postgres POSTGRES = new Postgres();

    /** Outside of the repository. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path temp;

    @BeforeAll
    static void createDatabase() throws SQLException {
        POSTGRES.createDatabase("intro");
    }

    @AfterAll
    static void rewrite() throws IOException {
        if (!REWRITTEN.isEmpty()) {
            PAGE.rewrite(REWRITTEN);
        }
    }

    static List<String> sections() {
        return BLOCKS.stream()
                .filter(block -> block.value("in") != null)
                .map(Block::section)
                .filter(Page::isWanted)
                .distinct()
                .toList();
    }

    @Execution(CONCURRENT)
    @ParameterizedTest
    @MethodSource("sections")
    void whatThePageShowsHappensAndIsCured(String section) throws Exception {
        PAGE.assumeWanted();
        var blocks = new ArrayList<Block>();
        var number = 0;
        for (var block :
                BLOCKS.stream().filter(any -> any.section().equals(section)).toList()) {
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
        try (var reader = new Reader(folder, POSTGRES)) {
            if (blocks.stream().anyMatch(block -> block.text().contains("../kit"))) {
                reader.type("(cd ../kit && git init -q -b main && git add . && git commit -q -m Kit)");
            }
            reader.type(
                    "git init -q -b main && echo target >> .git/info/exclude && git add . && git commit -q -m Begin");
            if (step.hasDatabaseProgram()) {
                reader.type("java -cp target/intro.jar intro.CreateDatabase");
            }
            REWRITTEN.putAll(reader.follow(blocks));
        }
    }
}
