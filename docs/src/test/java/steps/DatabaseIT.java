package steps;

import static org.junit.jupiter.api.Assertions.*;

import java.nio.file.*;
import java.util.*;
import java.util.stream.IntStream;
import kit.*;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.*;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.*;

/** The database of the steps with migrations: a real Postgres, and H2. */
class DatabaseIT {
    private static final Step STEP = Step.DATABASE;
    private static final List<Step> STEPS = Step.where(Step::hasMigrations);

    @AutoClose
    private static final Postgres POSTGRES = new Postgres();

    @Test
    void twoDynosThatStartTogetherMigrateOnce() throws Exception {
        var url = POSTGRES.createDatabase("together");
        var starts = IntStream.range(0, 2)
                .mapToObj(dyno -> Background.run(() -> start(STEP, url)))
                .toList();
        for (var start : starts) {
            try (var app = start.join()) {
                assertEquals(List.of("Okay", "Excellent", "Well", "Good"), titles(app));
            }
        }
        assertEquals(2, Postgres.count(url, "flyway_schema_history WHERE version IS NOT NULL"));
        assertEquals(4, Postgres.count(url, "posts"));
    }

    /** Two old and two new dynos at a restart take 16 connections. Heroku's smallest plan has 20. */
    @ParameterizedTest
    @FieldSource("STEPS")
    void aDynoTakesFourConnectionsAtMostAndShowsFiftyPosts(Step step) throws Exception {
        var name = "posts_" + step.ordinal();
        var url = POSTGRES.createDatabase(name);
        try (var app = start(step, url)) {
            var session = app.login();
            Background.await(() -> POSTGRES.connections(name) >= 4);
            var visits = IntStream.range(0, 32)
                    .mapToObj(visit -> Background.run(() -> app.get("/", "Cookie", session)))
                    .toList();
            for (var visit : visits) {
                visit.join();
                assertEquals(4, POSTGRES.connections(name));
            }

            var sixty = "SELECT 'Post ' || n, 'x' FROM generate_series(1, 60) n";
            Postgres.execute(url, "INSERT INTO posts (title, details) " + sixty);
            var titles = titles(app);
            assertEquals(50, titles.size());
            assertEquals("Post 60", titles.get(0));
            assertEquals("Post 11", titles.get(49));

            // Whatever goes wrong with the database is an error of the app, and the log says which.
            Postgres.execute(url, "ALTER TABLE posts RENAME TO pots");
            var page = app.get("/", "Cookie", session);
            assertEquals(500, page.statusCode());
            assertTrue(page.body().contains("<h1>Something went wrong</h1>"), page.body());
            assertTrue(app.console().contains("ERROR: relation \"posts\" does not exist"), app.console());
            assertTrue(app.console().contains("\tat intro.Database.newestPosts"), app.console());
        }
    }

    /** Postgres takes back what a failed migration has done so far, so a corrected one can run at once. */
    @Test
    void aFailedMigrationChangesNothingOnPostgres() throws Exception {
        var url = POSTGRES.createDatabase("failed");
        var folder = Kit.emptyFolder("migration");
        var right = "CREATE TABLE more (id INT);\n"; // fails where the table is there already
        var wrong = right + "INSERT INTO nowhere VALUES (1);\n";
        assertEnds("V3__more.sql", RunningApp.withMigration(STEP, folder, wrong), url);
        var mended = RunningApp.withMigration(STEP, folder, right);
        try (var app = new RunningApp(folder, Map.of("JDBC_DATABASE_URL", url), mended)) {
            assertEquals(4, titles(app).size());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://me:s3cret@localhost:1/x",
                "jdbc:postgres://localhost:1/x?password=s3cret",
                "jdbc:postgresql://me:s3cret@localhost:1/x",
                "jdbc:postgresql://localhost:1/x?user=me&password=50%s3cret",
                "jdbc:mysql://localhost:1/x?password=s3cret",
                ""
            })
    void anAddressOfAnotherFormEndsTheApp(String url) throws Exception {
        var line = "JDBC_DATABASE_URL must be like jdbc:postgresql://HOST:PORT/NAME?user=USER&password=PASSWORD,"
                + " with %25 for a % and %40 for an @ in it." + System.lineSeparator();
        assertEquals(line, assertEnds("", RunningApp.command(STEP), url));
    }

    /** The last line is the root cause. More of them are in docs/troubleshooting/database.md. */
    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://nowhere.invalid/x?user=me&password=s3cret, java.net.UnknownHostException: nowhere.invalid",
        "jdbc:h2:./folder;PASSWORD=s3cret, java.nio.file.FileSystemException: ",
        "jdbc:postgresql://localhost:1/x?user=me&password=s3cret, java.net.ConnectException: Connection refused",
        "jdbc:postgresql://localhost:1x/x?user=me&password=s3cret, No suitable driver",
        "jdbc:h2:sample;PASSWORD=s3cret, A file path that is implicitly relative to the current working directory"
    })
    void anAddressThatCannotBeUsedEndsTheApp(String url, String cause) throws Exception {
        var output = assertEnds("Cannot start: ", RunningApp.command(STEP), url);
        assertTrue(output.lines().reduce((line, next) -> next).orElseThrow().contains(cause), output);
    }

    /** Postgres from version 15 on lets nobody but the owner of a database create tables in it. */
    @Test
    void aDatabaseThatRefusesEndsTheApp() throws Exception {
        var url = POSTGRES.createDatabase("refuses");
        Postgres.execute(url, "CREATE USER stranger PASSWORD 's3cret'");
        var address = url.replaceFirst("\\?.*", "") + "?password=s3cret&user=";
        var reason = "PSQLException: ERROR: permission denied for schema public";
        assertEnds(reason, RunningApp.command(STEP), address + "stranger");
        assertEnds("FATAL: role \"nobody\" does not exist", RunningApp.command(STEP), address + "nobody");
    }

    /** An Error, not an Exception. It once left a process that listened and could not answer. */
    @Test
    void aMissingLibraryEndsTheApp() throws Exception {
        var folder = Kit.copy(Kit.built(STEP).resolve("target"), Kit.emptyFolder("library"));
        try (var libraries = Files.newDirectoryStream(folder.resolve("dependency"), "HikariCP-*")) {
            Files.delete(libraries.iterator().next());
        }
        var words = Command.javaWords("-jar", folder.resolve("intro.jar").toString());
        assertEnds("java.lang.ClassNotFoundException: com.zaxxer.hikari.", words, "jdbc:h2:./sample");
    }

    /** Starts an app on a database, which must end and say why, without a stack trace and the password s3cret. */
    private static String assertEnds(String reason, List<String> words, String url) throws Exception {
        var folder = Kit.emptyFolder("end");
        Files.createDirectories(folder.resolve("folder.mv.db")); // where a file would be
        var environment = Map.of("PORT", "" + Command.freePort(), "JDBC_DATABASE_URL", url);
        var app = Command.run(folder, environment, words);
        assertEquals(1, app.status(), app.output());
        assertTrue(app.output().contains(reason), app.output());
        assertFalse(app.output().contains("\tat ") || app.output().contains("s3cret"), app.output());
        return app.output();
    }

    private static RunningApp start(Step step, String url) throws Exception {
        return new RunningApp(step, Map.of("JDBC_DATABASE_URL", url));
    }

    private static List<String> titles(RunningApp app) throws Exception {
        var page = app.get("/", "Cookie", app.login()).body();
        return Jsoup.parse(page).select("h2").eachText();
    }
}
