package steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import docs.Command;
import docs.Kit;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Step 4 and its databases: a real Postgres, and H2. */
class DatabaseIT {
    private static final Path FOLDER = Kit.emptyFolder("postgres");
    private static Postgres postgres;

    @BeforeAll
    static void buildTheStep() {
        jar(); // now, so that no test takes the time of the build for that of a start
    }

    @BeforeAll
    static void startPostgres() throws IOException {
        postgres = new Postgres();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.stop();
    }

    @Test
    void twoDynosThatStartTogetherMigrateOnce() throws Exception {
        var url = postgres.createDatabase("together");
        var starts = IntStream.range(0, 2)
                .mapToObj(dyno -> Background.run(() -> start(url)))
                .toList();
        for (var start : starts) {
            try (var app = start.join()) {
                assertEquals(List.of("Okay", "Excellent", "Well", "Good"), titles(app));
            }
        }
        assertEquals(3, Postgres.count(url, "flyway_schema_history WHERE version IS NOT NULL"));
        assertEquals(4, Postgres.count(url, "posts"));
    }

    @Test
    void theFiftyNewestPostsAreShown() throws Exception {
        var url = postgres.createDatabase("fifty");
        try (var app = start(url)) {
            Postgres.execute(
                    url, "INSERT INTO posts (title, details) SELECT 'Post ' || n, 'x' FROM generate_series(1, 60) n");
            var titles = titles(app);
            assertEquals(50, titles.size());
            assertEquals("Post 60", titles.get(0));
            assertEquals("Post 11", titles.get(49));
        }
    }

    @Test
    void twoDynosFitIntoTheSmallestPlan() throws Exception {
        var url = postgres.createDatabase("connections");
        try (var app = start(url)) {
            assertEquals(4, titles(app).size());
            Thread.sleep(1000); // meanwhile the pool fills up
            var connections = "pg_stat_activity WHERE datname = 'connections' AND pid <> pg_backend_pid()";
            assertEquals(8, Postgres.count(url, connections)); // of 20
        }
    }

    /** With H2 there may be half a migration then, so each one must be able to begin again. */
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGTERM")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEndInTheMiddleOfTheMigrationsLosesNothing(boolean kill) throws Exception {
        var folder = Kit.emptyFolder("h2");
        var slow = Files.createDirectories(folder.resolve("db/migration")).resolve("V4__slow.sql");
        Files.writeString(slow, """
                CREATE TABLE IF NOT EXISTS more (id INT);
                CREATE ALIAS IF NOT EXISTS sleep FOR 'java.lang.Thread.sleep(long)';
                CALL CSVWRITE('in-the-middle.csv', 'SELECT 1');
                CALL sleep(1000);
                """);
        var environment = Map.of("PORT", "" + RunningApp.freePort());
        var console = folder.resolve("console.txt");
        var process = Command.start(folder, environment, command(folder), console);
        var inTheMiddle = folder.resolve("in-the-middle.csv");
        for (var time = 1; time <= 2; time++) { // of the rehearsal, then of the migrations
            while (!Files.deleteIfExists(inTheMiddle)) {
                assertEquals("", Files.readString(console)); // neither "Listening" nor an error
                Thread.sleep(1);
            }
        }
        if (kill) {
            process.destroyForcibly();
        } else {
            process.destroy();
        }
        process.waitFor();
        assertTrue(Files.readString(console).matches("(Listening on http://localhost:[0-9]+\n)?"));
        try (var app = new RunningApp(folder, Map.of(), command(folder))) {
            assertEquals(4, titles(app).size());
        }
        assertEquals(kill, Files.exists(inTheMiddle)); // asked to end, the app has first brought this to an end
    }

    @Test
    void aVisitorWhoWaitsInVainLeavesNoStackTrace() throws Exception {
        var folder = Kit.emptyFolder("h2");
        var slow = Files.createDirectories(folder.resolve("db/migration")).resolve("V4__slow_and_broken.sql");
        Files.writeString(slow, """
                CREATE ALIAS sleep FOR 'java.lang.Thread.sleep(long)';
                CALL sleep(3000);
                INSERT INTO nowhere VALUES (1);
                """);
        var port = RunningApp.freePort();
        var console = folder.resolve("console.txt");
        var process = Command.start(folder, Map.of("PORT", "" + port), command(folder), console);
        try (var visitor = connect(port, process)) {
            visitor.getOutputStream().write("GET / HTTP/1.0\r\nCookie: JSESSIONID=old\r\n\r\n".getBytes());
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            assertEquals(1, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
        assertEquals(1, Files.readString(console).lines().count(), Files.readString(console));
    }

    @Test
    void aMigrationCanBeginAgain() throws Exception {
        var url = postgres.createDatabase("again");
        start(url).close();
        Postgres.execute(url, "DELETE FROM posts; DELETE FROM flyway_schema_history WHERE version IS NOT NULL");
        try (var app = start(url)) {
            assertEquals(4, titles(app).size());
        }
    }

    @Test
    void aFailedMigrationChangesNothing() throws Exception {
        for (var url : List.of(postgres.createDatabase("failed"), "jdbc:h2:./sample")) {
            start(url).close();
            var folder = Files.createDirectories(FOLDER.resolve("db/migration"));
            // The first of the two statements works, the second does not.
            var migration = "CREATE TABLE more (id INT);\nINSERT INTO nowhere VALUES (1);\n";
            Files.writeString(folder.resolve("V4__broken.sql"), migration);
            var environment = Map.of("PORT", "" + RunningApp.freePort(), "JDBC_DATABASE_URL", url);
            var app = Command.run(FOLDER, environment, command(FOLDER));
            assertEquals(1, app.status());
            assertEquals(1, app.output().lines().count(), app.output());
            assertTrue(app.output().contains("V4__broken.sql"), app.output());

            // The table of the first statement is not there, or this would fail.
            Files.writeString(folder.resolve("V4__broken.sql"), "CREATE TABLE more (id INT);\n");
            try (var again = new RunningApp(FOLDER, Map.of("JDBC_DATABASE_URL", url), command(FOLDER))) {
                assertEquals(4, titles(again).size());
            }
            Files.delete(folder.resolve("V4__broken.sql"));
        }
    }

    @Test
    void anAlteredMigrationEndsTheApp() throws Exception {
        var url = postgres.createDatabase("altered");
        start(url).close();
        Postgres.execute(url, "UPDATE flyway_schema_history SET checksum = 1 WHERE version = '2'");
        var app = Command.run(FOLDER, Map.of("PORT", "" + RunningApp.freePort(), "JDBC_DATABASE_URL", url), command());
        assertEquals(1, app.status());
        assertEquals(1, app.output().lines().count(), app.output());
        assertTrue(app.output().contains("migration version 2"), app.output());
    }

    @Test
    void aDatabaseThatIsAwayIsSaid() throws Exception {
        var url = postgres.createDatabase("away");
        try (var app = start(url)) {
            var session = app.login();
            assertEquals(200, app.get("/", "Cookie", session).statusCode());
            postgres.stop();
            var since = System.nanoTime();
            var page = app.get("/", "Cookie", session);
            assertEquals(503, page.statusCode(), page.body());
            assertTrue(page.body().contains("<h1>The database is away</h1>"), page.body());
            assertTrue(System.nanoTime() - since < 5_000_000_000L);
            assertEquals(503, app.get("/").statusCode()); // for a visitor without a session, too
            since = System.nanoTime();
            var form = "username=admin&password=admin";
            assertEquals(503, app.post("/login", form, "Cookie", session).statusCode());
            assertTrue(System.nanoTime() - since < 5_000_000_000L);
            assertEquals(200, app.get("/login").statusCode()); // needs no database
            var away = "ERROR intro.App - The database is away: ";
            assertTrue(app.console().lines().skip(1).allMatch(line -> line.startsWith(away)), app.console());
            assertEquals(4, app.console().lines().count(), app.console()); // a line for each 503

            postgres.start();
            since = System.nanoTime();
            // The pool tries to connect again every five seconds at least.
            while (app.get("/", "Cookie", session).statusCode() != 200) {
                assertTrue(System.nanoTime() - since < 10_000_000_000L);
            }
        }
    }

    @Test
    void aDatabaseThatComesLateIsWaitedFor() throws Exception {
        var url = postgres.createDatabase("late");
        postgres.stop();
        var app = Background.run(() -> start(url));
        Thread.sleep(3000);
        assertFalse(app.isDone());
        postgres.start();
        try (var started = app.join()) {
            assertEquals(4, titles(started).size());
        }
    }

    private static Path jar() {
        return Kit.built("step-04-database").resolve("target/intro.jar");
    }

    private static List<String> command() {
        return List.of(Command.JAVA, "-jar", jar().toString());
    }

    /** Starts the app with the migrations in a folder besides its own. */
    private static List<String> command(Path folder) {
        return List.of(Command.JAVA, "-cp", folder + File.pathSeparator + jar(), "intro.App");
    }

    /** Opens a connection as soon as the app, which may not be ready yet, takes one. */
    private static Socket connect(int port, Process app) throws Exception {
        while (true) {
            try {
                return new Socket("localhost", port);
            } catch (ConnectException e) {
                assertTrue(app.isAlive());
                Thread.sleep(10);
            }
        }
    }

    private static RunningApp start(String url) {
        try {
            return new RunningApp(FOLDER, Map.of("JDBC_DATABASE_URL", url), command());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> titles(RunningApp app) throws Exception {
        return Jsoup.parse(app.get("/", "Cookie", app.login()).body())
                .select("h2")
                .eachText();
    }
}
