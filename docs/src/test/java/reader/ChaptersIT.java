package reader;

import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kit.Command;
import kit.Kit;
import kit.Postgres;
import kit.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Follows the chapters, each by itself or all in a row, and the pages that are typed in a clone of the repository. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the chapters' commands are typed into bash")
@Execution(CONCURRENT)
class ChaptersIT {
    private static final String COMMIT = "git init -q && git add . && git commit -q -m Kit";

    /** Outside of the repository. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path temp;

    /** Each chapter by itself, from a step that has been spoilt and what the chapter says under "To start here". */
    @Execution(CONCURRENT)
    @ParameterizedTest
    @EnumSource
    @DisabledIfSystemProperty(named = "chain", matches = ".*", disabledReason = "the chapters are typed in a row")
    void eachChapterLeadsToItsStep(Step step) throws Exception {
        var chapter = Page.of(step);
        chapter.assumeWanted();
        var begin = step == Step.LOCAL ? temp.resolve("a reader/kit") : temp.resolve("a reader/intro");
        if (step == Step.LOCAL) {
            Kit.copy(Kit.ROOT, begin);
        } else {
            Reader.createSample(Reader.folder(temp, step.before()));
        }
        try (var postgres = new Postgres();
                var reader = new Reader(begin, postgres)) {
            postgres.createDatabase("intro");
            reader.type("(cd ../kit && " + COMMIT + ")");
            if (step != Step.LOCAL) {
                startHere(reader, chapter, begin, step.before());
            }
            reader.follow(chapter, step.before(), step);
            if (Page.isWanted("")) {
                compare(chapter, temp.resolve("a reader/intro"), step, "at the end of the chapter");
            }
        }
    }

    private static void startHere(Reader reader, Page chapter, Path folder, Step before) throws Exception {
        if (before.hasProcfile()) {
            reader.type("git init -q -b main && git add . && git commit -q -m 'My first web app'");
        }
        reader.type("echo spoilt >> pom.xml && rm src/main/java/intro/App.java");
        if (before.hasProcfile()) {
            reader.type("git commit -q -a -m 'What I have'");
        }
        for (var command : chapter.toStartHere()) {
            reader.type(command);
        }
        compare(chapter, folder, before, "after what is typed to start here");
        if (before.hasProcfile()) {
            reader.type("git add . && git commit -q -m 'Start again'");
        }
    }

    /** All chapters in a row, which alone proves that what one leaves behind is what the next one needs. */
    @Test
    @EnabledIfSystemProperty(named = "chain", matches = ".*", disabledReason = "each chapter is typed by itself")
    void theChaptersLeadFromStepToStep() throws Exception {
        var kit = Kit.copy(Kit.ROOT, temp.resolve("a reader/kit"));
        try (var postgres = new Postgres();
                var reader = new Reader(kit, postgres)) {
            postgres.createDatabase("intro");
            reader.type(COMMIT);
            for (var step : Step.all()) {
                var chapter = Page.of(step);
                reader.follow(chapter, step.before(), step);
                compare(chapter, kit.resolveSibling("intro"), step, "at the end of the chapter");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/deploying.md"})
    void thePagesForAClone(String name) throws Exception {
        var page = new Page(name);
        page.assumeWanted();
        var folder = Kit.copy(Kit.ROOT, temp.resolve("a reader/kit"));
        try (var reader = new Reader(folder)) {
            reader.type(COMMIT);
            reader.follow(page);
        }
    }

    /** What it says for all chapters is typed at the beginning of one. */
    @Test
    void theContents() throws Exception {
        var page = new Page("docs/README.md");
        page.assumeWanted();
        var folder = Reader.folder(temp, Step.DATABASE);
        try (var reader = new Reader(folder)) {
            reader.type("git init -q -b main && git add .");
            reader.follow(page);
        }
    }

    /** The folder must hold the files of the step, but for the artifact's own name and what Git ignores. */
    private static void compare(Page chapter, Path folder, Step step, String when) throws Exception {
        var compared = Kit.emptyFolder("compared");
        var came = Kit.copy(folder, compared.resolve("came"));
        step.copy(compared.resolve("expected"));
        var pom = came.resolve("pom.xml");
        Files.writeString(pom, Files.readString(pom).replaceFirst("step-\\d\\d-[a-z-]+", step.folder));
        var words = List.of("git", "diff", "--no-index", "expected", "came");
        var git = Command.run(compared, Map.of(), words);
        if (git.status() != 0) {
            var lines = (int) chapter.text().lines().count();
            throw new DocsError(chapter, lines, "the files of " + step + ", " + when, git.output());
        }
    }
}
