package reader;

import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import java.nio.file.*;
import java.util.*;
import kit.*;
import org.junit.jupiter.api.*;
import org.junit.jupiter.api.condition.*;
import org.junit.jupiter.api.io.*;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.*;

/**
 * Follows the chapters, each by itself or all in a row, does the exercises in the folders that the chapters leave behind,
 * and types what other pages show in a clone of the repository.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the chapters' commands are typed into bash")
@Execution(CONCURRENT)
@Order(1)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // what takes longest begins first
class ChaptersIT {
    private static final String COMMIT = "git init -q -b main && git add . && git commit -q -m 'My first web app'";

    /** Outside of the repository. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path temp;

    /** Each by itself, or in a row: that alone proves that what one chapter leaves behind is what the next one needs. */
    static List<List<Step>> chapters() {
        return System.getProperty("chain") == null
                ? Step.all().stream().map(List::of).toList()
                : List.of(Step.all());
    }

    /** Follows chapters, from a clone or from what the first of them says under "To start here". */
    @ParameterizedTest
    @MethodSource("chapters")
    @Order(1)
    void theChaptersLeadFromStepToStep(List<Step> steps) throws Exception {
        steps.forEach(step -> Page.of(step).assumeWanted());
        var atStart = steps.get(0) == Step.LOCAL;
        var kit = temp.resolve("a reader/kit");
        var folder = kit.resolveSibling("intro");
        var begin = atStart
                ? Kit.copy(Kit.ROOT, kit)
                : Reader.folder(temp, steps.get(0).before());
        var text =
                String.join("", steps.stream().map(step -> Page.of(step).text()).toList());
        try (var reader = new Reader(begin, text)) {
            reader.type("(cd ../kit && " + COMMIT + ")");
            if (!atStart) {
                startHere(reader, steps.get(0), folder);
            }
            for (var step : steps) {
                reader.follow(Page.of(step));
                if (Page.isWanted("")) {
                    compare(Page.of(step), folder, step, "at the end of the chapter");
                }
            }
        }
    }

    /** Spoils a reader's folder, and types there what the chapter says under "To start here". */
    private static void startHere(Reader reader, Step step, Path folder) throws Exception {
        Reader.createSample(folder);
        var git = step.before().hasProcfile();
        reader.type(git ? COMMIT : "true");
        reader.type("echo spoilt >> pom.xml && rm src/main/java/intro/App.java");
        reader.type(git ? "git commit -q -a -m 'What I have'" : "true");
        for (var command : Page.of(step).toStartHere()) {
            reader.type(command);
        }
        compare(Page.of(step), folder, step.before(), "after what is typed to start here");
        reader.type(git ? "git add . && git commit -q -m 'Start again'" : "true");
    }

    static List<Page> exercises() {
        return Page.all().stream()
                .filter(page -> page.name().startsWith("docs/exercises/"))
                .toList();
    }

    /** First the folder is as the chapter leaves it, then it has the solution, which turns the exercise's test green. */
    @ParameterizedTest
    @MethodSource("exercises")
    void theExercises(Page page) throws Exception {
        page.assumeWanted();
        var step = page.step().orElseThrow();
        var folder = Reader.folder(temp, step);
        Reader.createSample(folder);
        try (var reader = new Reader(folder, page.text())) {
            reader.type(step.hasProcfile() ? COMMIT : "true");
            reader.follow(page);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/deploying.md", "docs/teaching.md"})
    void thePagesForAClone(String name) throws Exception {
        var page = new Page(name);
        page.assumeWanted();
        var folder = Kit.copy(Kit.ROOT, temp.resolve("a reader/kit"));
        try (var reader = new Reader(folder, page.text())) {
            if (name.equals("docs/teaching.md")) {
                goHome(reader);
            }
            reader.type(COMMIT);
            reader.follow(page);
        }
    }

    /** Goes to a new home folder, whose Maven takes from this build's repository what it would fetch from the network. */
    private void goHome(Reader reader) throws Exception {
        var home = Files.createDirectories(temp.resolve("home"));
        Files.writeString(Files.createDirectories(home.resolve(".m2")).resolve("settings.xml"), """
                <settings><mirrors><mirror>
                  <id>this-build</id> <mirrorOf>*</mirrorOf> <url>%s</url>
                </mirror></mirrors></settings>
                """.formatted(
                        Path.of(Command.repository()).toUri()));
        reader.type("mkdir ../class && cp -r ${MAVEN_USER_HOME:-~/.m2}/wrapper " + home + "/.m2/");
        reader.type("export MAVEN_ARGS= MAVEN_USER_HOME= HOME=" + home + " MAVEN_OPTS=-Duser.home=" + home);
    }

    @Test
    void theContents() throws Exception {
        var page = new Page("docs/README.md");
        page.assumeWanted();
        var folder = Reader.folder(temp, Step.DATABASE);
        try (var reader = new Reader(folder, page.text())) {
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
