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
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Follows the chapters from a clone of the repository to the last step, and other pages in such a clone. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the chapters' commands are typed into bash")
@Execution(CONCURRENT)
class ChaptersIT {
    private static final String COMMIT = "git init -q && git add . && git commit -q -m Kit";

    /** Outside of the repository. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path temp;

    @Test
    void theChaptersLeadFromStepToStep() throws Exception {
        var kit = Kit.copy(Kit.ROOT, temp.resolve("a reader/kit"));
        var folder = kit.resolveSibling("intro");
        var ports = Reader.ports();
        try (var postgres = new Postgres();
                var reader = new Reader(kit, ports)) {
            reader.type(COMMIT);
            postgres.createDatabase("intro");
            ports.put("5432", "" + postgres.port());
            for (var step : Step.all()) {
                var chapter = Page.of(step);
                if (step != Step.LOCAL) {
                    startHere(reader, chapter, folder, step.before());
                }
                reader.follow(chapter, step.before(), step);
                compare(chapter, folder, step, "at the end of the chapter");
            }
        }
    }

    /** Spoils a copy of the reader's folder, and types there what the chapter says under "To start here". */
    private static void startHere(Reader reader, Page chapter, Path folder, Step before) throws Exception {
        var copy = folder.resolveSibling("spoilt");
        reader.type("cp -R . ../spoilt && cd ../spoilt && echo spoilt >> pom.xml && rm src/main/java/intro/App.java");
        for (var command : chapter.toStartHere()) {
            reader.type(command);
        }
        compare(chapter, copy, before, "after what is typed to start here");
        if (before == Step.DATABASE) { // once is enough
            reader.follow(new Page("docs/README.md"), null, null);
        }
        reader.type("cd ../intro && rm -rf ../spoilt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/deploying.md"})
    void thePagesForAClone(String page) throws Exception {
        var folder = Kit.copy(Kit.ROOT, temp.resolve("a reader/kit"));
        try (var reader = new Reader(folder, Reader.ports())) {
            reader.type(COMMIT);
            reader.follow(new Page(page), null, null);
        }
    }

    /** The folder must hold the files of the step, but for the artifact's own name and what Git ignores. */
    private static void compare(Page chapter, Path folder, Step step, String when) throws Exception {
        var compared = Kit.emptyFolder("compared");
        var came = Kit.copy(folder, compared.resolve("came"));
        step.copy(compared.resolve("expected"));
        var pom = came.resolve("pom.xml");
        Files.writeString(pom, Files.readString(pom).replace(Step.LOCAL.folder, step.folder));
        var words = List.of("git", "diff", "--no-index", "expected", "came");
        var git = Command.run(compared, Map.of(), words);
        if (git.status() != 0) {
            var lines = (int) chapter.text().lines().count();
            throw new DocsError(chapter, lines, "the files of " + step + ", " + when, git.output());
        }
    }
}
