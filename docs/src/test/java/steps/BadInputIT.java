package steps;

import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.*;
import java.util.*;
import kit.*;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What a visitor or a reader may get wrong ends in a clear line or a sensible page, and the app goes on serving. */
class BadInputIT {
    /** All but step 2, whose code is that of step 1. */
    private static final List<Step> STEPS = Step.where(step -> step != Step.PROCFILE);

    private static final List<Step> STEPS_WITH_SESSIONS =
            STEPS.stream().filter(Step::hasSessions).toList();
    private static final List<Step> STEPS_WITH_A_PROGRAM =
            STEPS.stream().filter(Step::hasDatabaseProgram).toList();
    private static final String LOGIN = "username=admin&password=admin";

    @ParameterizedTest
    @FieldSource("STEPS")
    void aPortThatCannotBeUsedEndsTheApp(Step step) throws Exception {
        var folder = Kit.emptyFolder("port");
        for (var port : List.of("abc", "0", "65536")) {
            var app = start(step, folder, port);
            var line = "PORT must be a number from 1 to 65535, but it is \"" + port + "\"." + System.lineSeparator();
            assertEquals(new Command(1, line), app);
        }
        try (var other = new ServerSocket(0)) {
            var app = start(step, folder, "" + other.getLocalPort());
            var start = "Cannot listen on port " + other.getLocalPort() + ": java.net.BindException: ";
            assertEquals(1, app.status());
            assertTrue(app.output().startsWith(start) && app.output().lines().count() == 1, app.output());
        }
    }

    @ParameterizedTest
    @FieldSource("STEPS")
    void badRequestsAreAnswered(Step step) throws Exception {
        try (var app = new RunningApp(step, Map.of())) {
            var fails = step.handlesErrors() ? 400 : 500;
            var start = app.console().lines().count(); // some say what "admin" means
            assertPage(fails, app.post("/login", "username=%zz&password=%"));
            assertPage(200, app.post("/login", ""));
            assertPage(
                    fails, tooLong(app)); // Jetty closes the connection; GET is sent again by the client, POST is not
            assertPage(200, app.get("/login", "Cookie", "JSESSIONID=nobody"));
            assertPage(404, app.get("/nowhere"));
            assertPage(400, app.get("/%2e%2e/%2e%2e/intro/App.class"));
            assertEquals(200, app.get("/style.css").statusCode());
            assertTrue(app.console().lines().toList().contains("Listening on http://localhost:" + app.port));
            if (fails == 400) {
                assertTrue(app.get("/nowhere").body().contains("<h1>Page not found</h1>"));
                var lines = step.hasCurrentJetty() ? 0 : 2; // for the two bad forms; Jetty 12 writes none
                assertEquals(start + lines, app.console().lines().count(), app.console());
            }
        }
    }

    @ParameterizedTest
    @FieldSource("STEPS_WITH_SESSIONS")
    void theSessionIdChangesAtLogin(Step step) throws Exception {
        try (var app = new RunningApp(step, Map.of())) {
            var attributes = "; Path=/; HttpOnly";
            var before = cookie(app.get("/"));
            assertTrue(before.endsWith(attributes), before);
            var after = cookie(app.post("/login", LOGIN, "Cookie", before));
            assertTrue(after.endsWith(attributes), after);
            assertNotEquals(before, after);
            assertEquals(302, app.get("/", "Cookie", before).statusCode());
            assertNotEquals(302, app.get("/", "Cookie", after).statusCode());
        }
    }

    /** A second run says in one line what is the matter, and the posts stay. */
    @ParameterizedTest
    @FieldSource("STEPS_WITH_A_PROGRAM")
    void theDatabaseIsCreatedOnce(Step step) throws Exception {
        var folder = Kit.emptyFolder("database");
        assertEquals(0, create(step, folder).status());
        var there = line("sample.mv.db is there already. To start again, stop the app and delete the file.");
        assertEquals(new Command(1, there), create(step, folder));
        try (var app = new RunningApp(folder, Map.of(), RunningApp.command(step))) {
            var session = app.login();
            assertTrue(app.get("/", "Cookie", session).body().contains("I&#39;m good."));
            assertEquals(new Command(1, there), create(step, folder));
            assertTrue(app.get("/", "Cookie", session).body().contains("I&#39;m good."));
        }
    }

    @ParameterizedTest
    @FieldSource("STEPS")
    void titlesAreEscaped(Step step) throws Exception {
        var folder = Kit.emptyFolder("title");
        if (step.hasMigrations()) {
            new RunningApp(folder, Map.of(), RunningApp.command(step)).close();
        } else {
            create(step, folder);
        }
        var insert = "INSERT INTO posts (title, details) VALUES ('<script>', '&')";
        RunningApp.sql(step, folder, insert);
        try (var app = new RunningApp(folder, Map.of(), RunningApp.command(step))) {
            var page = app.get("/", "Cookie", app.login()).body();
            assertTrue(page.contains("<h2>&lt;script&gt;</h2>") && page.contains("<p>&amp;</p>"), page);
        }
    }

    @ParameterizedTest
    @FieldSource("STEPS")
    void aDamagedDatabaseIsNoStackTraceOnAPage(Step step) throws Exception {
        var folder = Kit.emptyFolder("damaged");
        Files.writeString(folder.resolve("sample.mv.db"), "This is no database. ".repeat(1000));
        if (step.hasMigrations()) {
            var app = start(step, folder, "" + Command.freePort());
            assertEquals(1, app.status());
            assertTrue(app.output().startsWith("Cannot start: "), app.output());
            assertFalse(app.output().contains("\tat "), app.output());
        } else {
            try (var app = new RunningApp(folder, Map.of(), RunningApp.command(step))) {
                var session = app.login();
                assertPage(step.handlesErrors() ? 200 : 500, app.get("/", "Cookie", session));
                assertPage(200, app.get("/login"));
            }
        }
        assertTrue(Files.readString(folder.resolve("sample.mv.db")).startsWith("This is no database. "));
    }

    private static Command start(Step step, Path folder, String port) {
        return Command.run(folder, Map.of("PORT", port, "ADMIN_PASSWORD", "s3cret"), RunningApp.command(step));
    }

    private static Command create(Step step, Path folder) {
        return Command.java(folder, "-cp", Kit.jar(step), "intro.CreateDatabase");
    }

    private static String line(String text) {
        return text + System.lineSeparator();
    }

    private static String cookie(HttpResponse<String> response) {
        return response.headers().firstValue("Set-Cookie").orElseThrow();
    }

    /** A form of 1 MB. Jetty may end the connection before all of it is sent, and an answer can get lost with it. */
    private static HttpResponse<String> tooLong(RunningApp app) throws Exception {
        for (var tries = 1; ; tries++) {
            try {
                return app.post("/login", "username=" + "a".repeat(1_000_000));
            } catch (IOException e) {
                if (tries == 5) {
                    throw e;
                }
            }
        }
    }

    private static void assertPage(int status, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        assertFalse(response.body().contains("\tat ") || response.body().contains("Exception"), response.body());
    }
}
