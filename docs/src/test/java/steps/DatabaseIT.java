package steps;

import static org.junit.jupiter.api.Assertions.*;

import java.io.File;
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

    @Test
    void theFiftyNewestPostsAreShown() throws Exception {
        var url = POSTGRES.createDatabase("fifty");
        try (var app = start(STEP, url)) {
            Postgres.execute(
                    url, "INSERT INTO posts (title, details) SELECT 'Post ' || n, 'x' FROM generate_series(1, 60) n");
            var titles = titles(app);
            assertEquals(50, titles.size());
            assertEquals("Post 60", titles.get(0));
            assertEquals("Post 11", titles.get(49));
        }
    }

    /** Two old and two new dynos at a restart take 16 connections. Heroku's smallest plan has 20. */
    @ParameterizedTest
    @FieldSource("STEPS")
    void aDynoTakesFourConnectionsAtMost(Step step) throws Exception {
        var name = "connections_" + step.number();
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
        }
    }

    @Test
    void theFileOfStep3IsTakenOver() throws Exception {
        var folder = Kit.emptyFolder("h2");
        Command.java(folder, "-cp", Kit.jar(Step.ERROR_HANDLING), "intro.CreateDatabase");
        RunningApp.sql(STEP, folder, "INSERT INTO posts VALUES ('Hello from the shell', 'Typed by hand.')");
        try (var app = new RunningApp(folder, Map.of(), RunningApp.command(STEP))) {
            assertEquals(List.of("Hello from the shell", "Okay", "Excellent", "Well", "Good"), titles(app));
        }
    }

    /** Postgres takes back what a failed migration has done so far, so a corrected one can run at once. */
    @Test
    void aFailedMigrationChangesNothingOnPostgres() throws Exception {
        var url = POSTGRES.createDatabase("failed");
        var folder = Kit.emptyFolder("migration");
        assertEnds("V3__broken.sql", folder, withMigration(folder, BROKEN), url);
        var mended = withMigration(folder, "CREATE TABLE more (id INT);\n"); // fails where the table is there already
        try (var app = new RunningApp(folder, Map.of("JDBC_DATABASE_URL", url), mended)) {
            assertEquals(4, titles(app).size());
        }
    }

    /** H2 doesn't: the app stays down, and says so, until what the migration did is undone by hand. */
    @Test
    void aFailedMigrationOnH2LosesNoPost() throws Exception {
        var folder = Kit.emptyFolder("migration");
        assertEnds("V3__broken.sql", folder, withMigration(folder, BROKEN), null);
        var mended = withMigration(folder, "CREATE TABLE more (id INT);\n");
        assertEnds("Detected failed migration to version 3 (broken)", folder, mended, null);
        RunningApp.sql(STEP, folder, "DROP TABLE more; DELETE FROM \"flyway_schema_history\" WHERE NOT \"success\"");
        try (var app = new RunningApp(folder, Map.of(), mended)) {
            assertEquals(4, titles(app).size());
        }
    }

    @Test
    void anAlteredOrMisspeltMigrationEndsTheApp() throws Exception {
        var url = POSTGRES.createDatabase("altered");
        start(STEP, url).close();
        Postgres.execute(url, "UPDATE flyway_schema_history SET checksum = 1 WHERE version = '2'");
        var folder = Kit.emptyFolder("migration");
        assertEnds("Migration checksum mismatch for migration version 2", folder, RunningApp.command(STEP), url);

        var command = withMigration(folder, "SELECT 1;");
        Files.move(folder.resolve("db/migration/V3__broken.sql"), folder.resolve("db/migration/V3_likes.sql"));
        assertEnds("V3_likes.sql", folder, command, null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://me:s3cret@localhost:1/x",
                "jdbc:postgres://me:s3cret@localhost:1/x",
                "jdbc:postgresql://me:s3cret@localhost:1/x",
                "jdbc:postgresql://localhost:1/x?user=me&password=50%s3cret",
                "jdbc:mysql://me:s3cret@localhost:1/x",
                ""
            })
    void anAddressOfAnotherFormEndsTheApp(String url) throws Exception {
        var line = "JDBC_DATABASE_URL must be like jdbc:postgresql://HOST:PORT/NAME?user=USER&password=PASSWORD,"
                + " with %25 for a % and %40 for an @ in it." + System.lineSeparator();
        assertEquals(line, assertEnds("", Kit.emptyFolder("address"), RunningApp.command(STEP), url));
    }

    /** The last line is the root cause; no line shows the password. */
    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://nowhere.invalid/x, java.net.UnknownHostException: nowhere.invalid",
        "jdbc:postgresql://localhost:1/x, java.net.ConnectException: Connection refused",
        "jdbc:postgresql://localhost:1x/x, No suitable driver",
        "jdbc:h2:./folder, java.nio.file.FileSystemException: ",
        "jdbc:h2:sample, A file path that is implicitly relative to the current working directory is not allowed"
    })
    void anAddressThatCannotBeUsedEndsTheApp(String url, String cause) throws Exception {
        var folder = Kit.emptyFolder("address");
        Files.createDirectories(folder.resolve("folder.mv.db"));
        var secret = url.startsWith("jdbc:h2:") ? "" : "?user=me&password=s3cret";
        var output = assertEnds("Cannot start: ", folder, RunningApp.command(STEP), url + secret);
        assertTrue(lastLine(output).contains(cause), output);
        assertFalse(output.contains("s3cret"), output);
    }

    /** Postgres from version 15 on lets nobody but the owner of a database create tables in it. */
    @Test
    void aDatabaseThatRefusesEndsTheApp() throws Exception {
        var url = POSTGRES.createDatabase("refuses");
        Postgres.execute(url, "CREATE USER stranger PASSWORD 's3cret'");
        var stranger = url.replaceFirst("\\?.*", "") + "?user=stranger&password=s3cret";
        var output = assertEnds("Cannot start: ", Kit.emptyFolder("refuses"), RunningApp.command(STEP), stranger);
        assertTrue(output.contains("PSQLException: ERROR: permission denied for schema public"), output);
        assertFalse(output.contains("s3cret"), output);
        var nobody = url.replaceFirst("\\?.*", "") + "?user=nobody&password=s3cret";
        assertEnds(
                "FATAL: role \"nobody\" does not exist", Kit.emptyFolder("no user"), RunningApp.command(STEP), nobody);
    }

    /** An Error, not an Exception. It once left a process that listened and could not answer. */
    @ParameterizedTest
    @FieldSource("STEPS")
    void aMissingLibraryEndsTheApp(Step step) throws Exception {
        var folder = Kit.emptyFolder("library");
        Kit.copy(Kit.built(step).resolve("target"), folder);
        try (var libraries = Files.list(folder.resolve("dependency"))) {
            Files.delete(libraries
                    .filter(library -> library.toString().contains("HikariCP"))
                    .findFirst()
                    .orElseThrow());
        }
        var line = "java.lang.ClassNotFoundException: com.zaxxer.hikari.";
        assertEnds(line, folder, Command.javaWords("-jar", "intro.jar"), null);
    }

    /** Whatever goes wrong with the database is an error of the app, and the log says which. */
    @ParameterizedTest
    @FieldSource("STEPS")
    void aBrokenQueryIsAnErrorOfTheApp(Step step) throws Exception {
        var url = POSTGRES.createDatabase("query_" + step.number());
        try (var app = start(step, url)) {
            Postgres.execute(url, "ALTER TABLE posts RENAME TO pots");
            var page = app.get("/", "Cookie", app.login());
            assertEquals(500, page.statusCode());
            assertTrue(page.body().contains("<h1>Something went wrong</h1>"), page.body());
            assertTrue(app.console().contains("ERROR: relation \"posts\" does not exist"), app.console());
            assertTrue(app.console().contains("\tat intro.Database.newestPosts"), app.console());
        }
    }

    @Test
    void theAppFindsItsDatabaseAgain() throws Exception {
        try (var postgres = new Postgres();
                var app = start(STEP, postgres.createDatabase("away"))) {
            var session = app.login();
            assertEquals(200, app.get("/", "Cookie", session).statusCode());
            postgres.close();
            assertEquals(500, app.get("/", "Cookie", session).statusCode());
            postgres.start();
            Background.await(() -> app.get("/", "Cookie", session).statusCode() == 200);
        }
    }

    @Test
    void onADynoAMissingDatabaseIsWarnedOf() throws Exception {
        try (var app = new RunningApp(STEP, Map.of("DYNO", "web.1"))) {
            assertTrue(app.console().contains("heroku addons:create heroku-postgresql:essential-0"), app.console());
        }
        for (var url : List.of(POSTGRES.createDatabase("d"), "jdbc:h2:./sample")) {
            try (var app = new RunningApp(STEP, Map.of("DYNO", "web.1", "JDBC_DATABASE_URL", url))) {
                assertEquals(1, app.console().lines().count(), app.console());
            }
        }
    }

    private static final String BROKEN = "CREATE TABLE more (id INT);\nINSERT INTO nowhere VALUES (1);\n";

    /** The command that starts the step with one more migration, V3__broken.sql. */
    private static List<String> withMigration(Path folder, String sql) throws Exception {
        var migrations = Files.createDirectories(folder.resolve("db/migration"));
        Files.writeString(migrations.resolve("V3__broken.sql"), sql);
        return Command.javaWords("-cp", folder + File.pathSeparator + Kit.jar(STEP), "intro.App");
    }

    /** Starts an app on a database, null for H2's file, which which must end and say why, without a stack trace; returns what it says. */
    private static String assertEnds(String reason, Path folder, List<String> words, String url) {
        var environment = new HashMap<>(Map.of("PORT", "" + Command.freePort()));
        if (url != null) {
            environment.put("JDBC_DATABASE_URL", url);
        }
        var app = Command.run(folder, environment, words);
        assertEquals(1, app.status(), app.output());
        assertTrue(app.output().contains(reason), app.output());
        assertFalse(app.output().contains("\tat "), app.output());
        return app.output();
    }

    private static String lastLine(String output) {
        return output.lines().reduce((line, next) -> next).orElseThrow();
    }

    private static RunningApp start(Step step, String url) throws Exception {
        return new RunningApp(step, Map.of("JDBC_DATABASE_URL", url));
    }

    private static List<String> titles(RunningApp app) throws Exception {
        return Jsoup.parse(app.get("/", "Cookie", app.login()).body())
                .select("h2")
                .eachText();
    }
}
