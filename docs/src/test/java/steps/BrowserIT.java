package steps;

import static org.junit.jupiter.api.Assertions.*;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.*;
import kit.*;
import org.junit.jupiter.api.*;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Visits each page with a real browser, and without a mouse. */
class BrowserIT {
    /** All but step 2, whose code is that of step 1, and the last, which is visited on Postgres. */
    private static final List<Step> STEPS = Step.where(step -> step != Step.PROCFILE && step != Step.LAST);

    @BeforeAll
    static void needsChromium() {
        if (!Browser.isThere()) {
            System.out.println("SKIPPED BrowserIT: " + Browser.PROGRAMS + " are not there");
        }
        assumeTrue(Browser.isThere());
    }

    @ParameterizedTest
    @FieldSource("STEPS")
    void aVisit(Step step) throws Exception {
        var folder = Kit.emptyFolder("visit");
        if (!step.hasMigrations()) {
            Kit.createSample(folder);
        }
        try (var app = new RunningApp(folder, Map.of(), RunningApp.command(step));
                var browser = new Browser(app.port)) {
            visit(step, browser);
        }
    }

    @Test
    void aVisitALongWordAndAnOutage() throws Exception {
        try (var postgres = new Postgres()) {
            var url = postgres.createDatabase("browser");
            try (var app = new RunningApp(Step.LAST, Map.of("JDBC_DATABASE_URL", url));
                    var browser = new Browser(app.port)) {
                visit(Step.LAST, browser);
                var word = "looong".repeat(20);
                Postgres.execute(url, "INSERT INTO posts (title, details) VALUES ('" + word + "', '')");
                browser.open("/login");
                logIn("admin", browser);
                assertPage(word, browser);
                Postgres.execute(url, "DROP TABLE posts");
                browser.reload();
                assertPage("Something went wrong", browser);
                postgres.close();
                // A connection that was just cut is an error, 500. Then there are none.
                Background.await(() -> {
                    browser.reload();
                    return !browser.text().contains("Something went wrong");
                });
                assertPage("The database does not answer", browser);
            }
        }
    }

    private static void visit(Step step, Browser browser) throws Exception {
        browser.open("/");
        assertPage("You need to login first.", browser);
        browser.reload();
        assertShowsNot("You need to login first.", browser);
        logIn("wrong", browser);
        assertPage("Invalid Credentials. Please try again.", browser);
        logIn("admin", browser);
        assertPage("You were logged in.", browser);
        browser.reload();
        assertShowsNot("You were logged in.", browser);
        assertTrue(browser.text().contains("I'm good."), browser::text);
        browser.tabTo("Log out");
        browser.enter();
        assertPage("You were logged out.", browser);
        if (step.hasHeaders()) {
            browser.back();
            assertShowsNot("I'm good.", browser);
        }
        if (step.handlesErrors()) {
            browser.open("/nowhere");
            assertPage("Page not found", browser);
        }
    }

    private static void logIn(String password, Browser browser) throws Exception {
        browser.tabTo("Username");
        browser.type("admin");
        browser.tabTo("Password");
        browser.type(password);
        browser.enter();
    }

    private static void assertPage(String text, Browser browser) {
        assertTrue(browser.text().contains(text), () -> "Looked for \"" + text + "\" on: " + browser.text());
        browser.assertNoObstacles();
    }

    private static void assertShowsNot(String text, Browser browser) {
        assertFalse(browser.text().contains(text), () -> "Found \"" + text + "\" again on: " + browser.text());
    }
}
