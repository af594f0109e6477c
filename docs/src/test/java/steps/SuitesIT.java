package steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import docs.Command;
import docs.Kit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
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
    void onlyThePostsTestFails(String step, int tests, String page) throws IOException {
        var folder = Kit.built(step);
        var results = results(folder);
        assertEquals(tests, results.size(), results::toString);
        assertEquals(POSTS, failed(results), results::toString);
        var reason = results.get(POSTS);
        assertTrue(reason.startsWith(LOOKED_FOR) && reason.contains(page), reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"step-04-database", "step-05-online"})
    void allTestsPass(String step) throws IOException {
        var results = results(Kit.built(step));
        assertEquals(8, results.size(), results::toString);
        assertEquals("", failed(results));
    }

    @Test
    void theSameTestsVisitAnAppThatRunsElsewhere() throws Exception {
        var tests = Kit.copy("step-01-local", Kit.emptyFolder("elsewhere").resolve("tests"));
        var url = "";
        try (var app = new RunningApp("step-05-online", Map.of())) {
            url = "-Dapp.url=http://localhost:" + app.port + "/";
            var maven = Command.maven(tests, "-q", "test", url);
            assertEquals(0, maven.status(), maven.output());
        }
        assertEquals(1, Command.maven(tests, "-q", "test", url).status()); // nobody is there any more
    }

    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the file that starts the tests is for Linux")
    @Test
    void theTestsOfStep5VisitItsFormOnJavalin() throws Exception {
        assertEquals("", failed(results(Kit.built(Kit.JAVALIN))));
        try (var app = new RunningApp(Kit.JAVALIN, Map.of())) {
            var url = "-Dapp.url=http://localhost:" + app.port;
            var launcher = Command.java(Kit.built("step-05-online"), url, "@target/test-classes/tests");
            assertTrue(launcher.output().contains("[         7 tests successful      ]"), launcher.output());
        }
    }

    /** A dyno has what the build put into target, and no Maven. In steps 4 and 5, no file matters to the tests. */
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a dyno is a Linux machine, with its own class path separator")
    @ParameterizedTest
    @CsvSource({"step-03-error-handling,1,8,1", "step-04-database,0,8,0", "step-05-online,0,8,0"})
    void runOnADyno(String step, int status, int successful, int failed) throws IOException {
        var dyno = Kit.emptyFolder("dyno");
        Kit.copy(Kit.built(step) + "/target", dyno.resolve("target"));
        var file = dyno.resolve("sample.mv.db");
        if (status == 0) {
            Files.writeString(file, "This is no database.");
        }

        var tests = Command.run(dyno, Map.of("NO_COLOR", "1"), Command.javaWords("@target/test-classes/tests"));

        assertEquals(status == 0 ? "This is no database." : null, Files.exists(file) ? Files.readString(file) : null);
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
