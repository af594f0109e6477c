package steps;

import static org.junit.jupiter.api.Assertions.*;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import java.util.*;
import kit.*;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
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

    @ParameterizedTest
    @FieldSource("STEPS")
    void onlyThePostsTestFailsIfAny(Step step) {
        var suite = suite(step);
        assertEquals(step.tests(), suite.select("testcase").size(), suite::html);
        assertEquals(step.hasMigrations() ? List.of() : List.of(POSTS), failed(suite), suite::html);
        if (!step.hasMigrations()) {
            var message = suite.select("failure").attr("message");
            var page = step.handlesErrors() ? "Missing the DB!" : "I'm good.";
            assertTrue(
                    message.matches("Looked for \"Hello from the shell\" on a page that says: .*" + page + ".*"),
                    message);
        }
    }

    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the file that starts the tests is for Linux")
    @Test
    void theTestsOfTheLastStepVisitItsFormOnJavalin() throws Exception {
        assertEquals(List.of(), failed(suite(App.JAVALIN)));
        var url = "";
        try (var app = new RunningApp(App.JAVALIN, Map.of())) {
            url = "-Dapp.url=http://localhost:" + app.port + "/";
            var launcher = Command.java(Kit.built(Step.LAST), url, "@target/test-classes/tests");
            var suite = Kit.read(Step.LAST.path().resolve("src/test/java/intro/AppTest.java"));
            var skipped = suite.split("@DisabledIfSystemProperty").length - 1; // what needs an app of its own
            var line = "[         " + (Step.LAST.tests() - skipped) + " tests successful      ]";
            assertTrue(launcher.output().contains(line), launcher.output());
        }
        var nobody = Command.java(Kit.built(Step.LAST), url, "@target/test-classes/tests"); // is there any more
        assertTrue(nobody.output().contains("[         0 tests successful      ]"), nobody.output());
    }

    /** The report on the suite of an app. */
    private static Document suite(App app) {
        var report = Kit.built(app).resolve("target/surefire-reports/TEST-intro.AppTest.xml");
        return Jsoup.parse(Kit.read(report), Parser.xmlParser());
    }

    private static List<String> failed(Document suite) {
        return suite.select("testcase:has(failure, error)").eachAttr("name");
    }
}
