package steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import docs.Command;
import docs.Kit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the whole suite of each step (2 is as 1), the test that fails on purpose too: which tests fail when, and why. */
@Execution(CONCURRENT)
class SuitesIT {
    private static final String POSTS = "postsShowUpOnMainPage";
    private static final String LOOKED_FOR = "Looked for \"Hello from the shell\" on a page that says: ";

    @ParameterizedTest
    @CsvSource({"step-01-local,8,I'm good.", "step-03-error-handling,9,Missing the DB!"})
    void onlyThePostsTestFailsUntilThePostIsTypedIn(String step, int tests, String page) throws IOException {
        var folder = Kit.built(step);
        var results = results(folder);
        assertEquals(tests, results.size(), results::toString);
        assertEquals(POSTS, failed(results), results::toString);
        var reason = results.get(POSTS);
        assertTrue(reason.startsWith(LOOKED_FOR) && reason.contains(page), reason);

        if (Files.notExists(folder.resolve("sample.mv.db"))) {
            var created = Command.java(folder, "-cp", "target/intro.jar", "intro.CreateDatabase");
            assertEquals(new Command(0, "Created sample.mv.db with four posts." + System.lineSeparator()), created);
        }
        var insert = "INSERT INTO posts VALUES ('Hello from the shell', 'Typed by hand.')";
        var typed = Command.java(
                folder, "-cp", "target/intro.jar", "org.h2.tools.Shell", "-url", "jdbc:h2:./sample", "-sql", insert);
        assertTrue(typed.output().startsWith("(Update count: 1"), typed.output());
        var maven = Command.maven(folder, "-q", "test", "-DexcludedGroups=");
        assertEquals(0, maven.status(), maven.output());
        assertEquals(tests, results(folder).size());
        assertEquals("", failed(results(folder)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"step-04-database", "step-05-online"})
    void allPassWhateverLiesInTheFolder(String step) throws IOException {
        var folder = Kit.built(step);
        assertEquals("", failed(results(folder)));
        Files.writeString(folder.resolve("sample.mv.db"), "This is no database.");
        var maven = Command.maven(folder, "-q", "test");
        assertEquals(0, maven.status(), maven.output());
        assertEquals(8, results(folder).size());
        assertEquals("This is no database.", Files.readString(folder.resolve("sample.mv.db")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"step-01-local", "step-05-online"})
    void theSameTestsVisitAnAppThatRunsElsewhere(String step) throws Exception {
        var tests = Kit.copy(step, Kit.emptyFolder("elsewhere").resolve("tests"));
        var url = "";
        try (var app = new RunningApp("step-05-online", Map.of())) {
            url = "-Dapp.url=http://localhost:" + app.port + "/";
            var maven = Command.maven(tests, "-q", "test", url);
            assertEquals(0, maven.status(), maven.output());
        }
        assertEquals(1, Command.maven(tests, "-q", "test", url).status()); // nobody is there any more
    }

    /** A dyno has what the build put into target, and no Maven. */
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a dyno is a Linux machine, with its own class path separator")
    @ParameterizedTest
    @CsvSource({"step-03-error-handling,1,8,1", "step-04-database,0,8,0", "step-05-online,0,8,0"})
    void runOnADyno(String step, int status, int successful, int failed) throws IOException {
        var dyno = Kit.emptyFolder("dyno");
        Kit.copy(Kit.built(step) + "/target", dyno.resolve("target"));
        var arguments = List.of(Command.JAVA, "@target/test-classes/tests");

        var tests = Command.run(dyno, Map.of("NO_COLOR", "1"), arguments);

        assertEquals(status, tests.status(), tests.output());
        var counts = tests.output().replaceAll(" +", " ");
        assertTrue(counts.contains("[ " + successful + " tests successful ]"), counts);
        assertTrue(counts.contains("[ " + failed + " tests failed ]"), counts);
        assertTrue(tests.output().contains("─ correctLogin() ✔"), tests.output());
        assertTrue(tests.output().contains("─ " + POSTS + "() " + (failed == 0 ? "✔" : "✘ " + LOOKED_FOR)), counts);
    }

    /** Each test's name, and the message it failed with, or "" where it passed. */
    private static Map<String, String> results(Path step) throws IOException {
        var report = Files.readString(step.resolve("target/surefire-reports/TEST-intro.AppTest.xml"));
        var results = new TreeMap<String, String>();
        for (var test : Jsoup.parse(report, Parser.xmlParser()).select("testcase")) {
            var failure = test.select("failure, error").attr("message");
            results.put(
                    test.attr("name"),
                    failure.isEmpty() && !test.select("failure, error").isEmpty() ? "?" : failure);
        }
        return results;
    }

    private static String failed(Map<String, String> results) {
        return String.join(
                ", ",
                results.keySet().stream()
                        .filter(test -> !results.get(test).isEmpty())
                        .toList());
    }
}
