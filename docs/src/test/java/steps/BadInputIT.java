package steps;

import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.*;
import java.util.*;
import kit.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.*;

/** What a visitor or a reader may get wrong ends in a clear line or a sensible page, and the app goes on serving. */
class BadInputIT {
    /** One of each web server and of each way to answer: 2 is as 1, 4 as 3, and the chapters lead from one to the next. */
    private static final List<Step> STEPS = List.of(Step.LOCAL, Step.ERROR_HANDLING, Step.SECURITY, Step.ONLINE);

    @ParameterizedTest
    @ValueSource(strings = {"abc", "0", "65536"})
    void aPortThatIsNoneEndsTheApp(String port) {
        var line = "PORT must be a number from 1 to 65535, but it is \"" + port + "\"." + System.lineSeparator();
        assertEquals(new Command(1, line), start(Step.LOCAL, port));
    }

    @ParameterizedTest
    @FieldSource("STEPS")
    void aPortThatIsTakenEndsTheApp(Step step) throws Exception {
        try (var other = new ServerSocket(0)) {
            var app = start(step, "" + other.getLocalPort());
            var start = "Cannot listen on port " + other.getLocalPort() + ": java.net.BindException: ";
            assertEquals(1, app.status());
            assertTrue(app.output().startsWith(start) && app.output().lines().count() == 1, app.output());
        }
    }

    @ParameterizedTest
    @FieldSource("STEPS")
    void badRequestsAreAnswered(Step step) throws Exception {
        var folder = Kit.emptyFolder("bad requests");
        var file = folder.resolve("sample.mv.db");
        var damaged = "This is no database. ".repeat(1000);
        if (!step.hasMigrations()) { // where there are, the app would not start
            Files.writeString(file, damaged);
        }
        try (var app = new RunningApp(folder, Map.of(), RunningApp.command(step))) {
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
            if (!step.hasMigrations()) {
                assertPage(step.handlesErrors() ? 200 : 500, app.get("/", "Cookie", app.login()));
                assertEquals(damaged, Files.readString(file));
            }
        }
    }

    /** With migrations, a damaged file ends the app before it can be written to. */
    @Test
    void aDamagedDatabaseEndsTheApp() throws Exception {
        var folder = Kit.emptyFolder("damaged");
        var file = Files.writeString(folder.resolve("sample.mv.db"), "This is no database. ".repeat(1000));
        var environment = Map.of("PORT", "" + Command.freePort());
        var app = Command.run(folder, environment, RunningApp.command(Step.DATABASE));
        assertEquals(1, app.status());
        assertTrue(app.output().startsWith("Cannot start: ") && !app.output().contains("\tat "), app.output());
        assertTrue(Files.readString(file).startsWith("This is no database. "));
    }

    private static Command start(Step step, String port) {
        var environment = Map.of("PORT", port, "ADMIN_PASSWORD", "s3cret");
        return Command.run(Kit.emptyFolder("port"), environment, RunningApp.command(step));
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
