package steps;

import static org.junit.jupiter.api.Assertions.*;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import java.io.IOException;
import java.nio.file.*;
import java.util.*;
import kit.*;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.*;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Runs the whole suite of each step (2 is as 1), the test that fails on purpose too, on a machine set to Turkish. */
@Execution(CONCURRENT)
class SuitesIT {
    private static final String POSTS = "postsShowUpOnMainPage";
    private static final List<Step> STEPS = Step.where(step -> step != Step.PROCFILE);
    private static final List<Step> STEPS_WITH_TESTS_FOR_A_DYNO = Step.where(Step::handlesErrors);
    private static final String LOOKED_FOR = "Looked for \"Hello from the shell\" on a page that says: ";

    @ParameterizedTest
    @FieldSource("STEPS")
    void onlyThePostsTestFailsIfAny(Step step) throws IOException {
        var results = results(Kit.built(step));
        assertEquals(step.tests, results.size(), results::toString);
        assertEquals(step.hasDatabaseProgram() ? POSTS : "", failed(results), results::toString);
        var page = step.handlesErrors() ? "Missing the DB!" : "I'm good.";
        var reason = step.hasDatabaseProgram() ? LOOKED_FOR + ".*" + page + ".*" : "";
        assertTrue(results.get(POSTS).matches(reason), results.get(POSTS));
    }

    @Test
    void theSameTestsVisitAnAppThatRunsElsewhere() throws Exception {
        var tests = Step.LOCAL.copy(Kit.emptyFolder("elsewhere").resolve("tests"));
        var url = "";
        try (var app = new RunningApp(Step.LAST, Map.of())) {
            url = "-Dapp.url=http://localhost:" + app.port + "/";
            var maven = Command.maven(tests, "-q", "test", url);
            assertEquals(0, maven.status(), maven.output());
        }
        assertEquals(1, Command.maven(tests, "-q", "test", url).status()); // nobody is there any more
    }

    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the file that starts the tests is for Linux")
    @Test
    void theTestsOfTheLastStepVisitItsFormOnJavalin() throws Exception {
        assertEquals("", failed(results(Kit.built(App.JAVALIN))));
        try (var app = new RunningApp(App.JAVALIN, Map.of())) {
            var url = "-Dapp.url=http://localhost:" + app.port;
            var launcher = Command.java(Kit.built(Step.LAST), url, "@target/test-classes/tests");
            var suite = Kit.read(Step.LAST.path().resolve("src/test/java/intro/AppTest.java"));
            var skipped = suite.split("@DisabledIfSystemProperty").length - 1; // what needs an app of its own
            assertTrue(
                    launcher.output().contains("[         " + (Step.LAST.tests - skipped) + " tests successful      ]"),
                    launcher.output());
        }
    }

    /** A dyno has what the build put into target, and no Maven. With migrations, no file matters to the tests. */
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a dyno is a Linux machine, with its own class path separator")
    @ParameterizedTest
    @FieldSource("STEPS_WITH_TESTS_FOR_A_DYNO")
    void runOnADyno(Step step) throws IOException {
        var failed = step.hasDatabaseProgram() ? 1 : 0;
        var dyno = Kit.emptyFolder("dyno");
        Kit.copy(Kit.built(step).resolve("target"), dyno.resolve("target"));
        var file = dyno.resolve("sample.mv.db");
        if (step.hasMigrations()) {
            Files.writeString(file, "This is no database.");
        }

        var tests = Command.run(dyno, Map.of("NO_COLOR", "1"), Command.javaWords("@target/test-classes/tests"));

        assertEquals(
                step.hasMigrations() ? "This is no database." : null,
                Files.exists(file) ? Files.readString(file) : null);
        assertEquals(failed, tests.status(), tests.output());
        var counts = tests.output().replaceAll(" +", " ");
        assertTrue(counts.contains("[ " + (step.tests - failed) + " tests successful ]"), counts);
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
