package steps;

import static org.junit.jupiter.api.Assertions.*;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.nio.file.*;
import java.util.*;
import kit.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.*;

/** Provokes what docs/troubleshooting lists in its tables, because it is too rare for a program there. */
class RareTroubleIT {
    private static final String JAR = "target/intro.jar";

    /** See the section "The folder's name". */
    @Test
    void javaCannotReadAllOfAJarWhereTheNameEndsWithAnExclamationMark() throws IOException {
        var folder = copy(Step.LOCAL, "wow!");
        assertFails(
                Command.java(folder, "-cp", JAR, "intro.CreateDatabase"),
                "No suitable driver found for jdbc:h2:./sample");
        assertFails(start(copy(Step.DATABASE, "wow!"), Map.of()), "Error accessing configuration file");
        var fine = copy(Step.LOCAL, "wow! 1");
        assertEquals(0, Command.java(fine, "-cp", JAR, "intro.CreateDatabase").status());
    }

    /** Where Java takes names for ASCII, this test cannot name the folder. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "not all versions of Windows have emojis in names")
    void javaCannotReadAJarWhereTheNameHasAnEmoji() {
        var cat = "\uD83D\uDC31";
        assumeTrue(Charset.forName(System.getProperty("sun.jnu.encoding"))
                .newEncoder()
                .canEncode(cat));
        var app = Command.java(copy(Step.LOCAL, cat), "-cp", JAR, "intro.CreateDatabase");
        assertEquals(1, app.status());
        assertTrue(
                app.output().contains("Could not find or load main class")
                        || app.output().contains("Error decoding percent encoded characters"),
                app.output());
    }

    @Test
    void addressesThatTheAppRefuses() throws Exception {
        var folder = copy(Step.DATABASE, "app");
        assertFails(
                start(folder, Map.of("JDBC_DATABASE_URL", "jdbc:h2:mine")), "A file path that is implicitly relative");
        Kit.createSample(folder);
        assertFails(
                start(folder, Map.of("JDBC_DATABASE_URL", "jdbc:h2:./sample;ACCESS_MODE_DATA=r")),
                "The database is read only");
        try (var postgres = new Postgres()) {
            var url = postgres.createDatabase("others");
            Postgres.execute(url, "CREATE TABLE notes (line VARCHAR)");
            assertFails(start(folder, Map.of("JDBC_DATABASE_URL", url)), "Found non-empty schema(s)");
        }
    }

    /** An administrator may write everywhere: then there is nothing to see. */
    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        var folder = copy(Step.DATABASE, "app");
        assumeTrue(folder.toFile().setWritable(false) && !Files.isWritable(folder));
        assertFails(start(folder, Map.of()), "AccessDeniedException");
        assertTrue(folder.toFile().setWritable(true));
    }

    @Test
    void aDatabaseInUseIsMissingInStep3() throws Exception {
        var folder = copy(Step.ERROR_HANDLING, "app");
        Kit.createSample(folder);
        var words = Command.javaWords("-jar", JAR);
        try (var first = new RunningApp(folder, Map.of(), words);
                var second = new RunningApp(folder, Map.of(), words)) {
            assertTrue(first.get("/", "Cookie", first.login()).body().contains("<h2>Good</h2>"));
            assertTrue(second.get("/", "Cookie", second.login()).body().contains("Missing the DB!"));
            assertTrue(second.console().contains("Database may be already in use"), second.console());
        }
    }

    @Test
    void aDatabaseInUseEndsTheAppOfStep4() throws Exception {
        var folder = copy(Step.DATABASE, "app");
        try (var first = new RunningApp(folder, Map.of(), Command.javaWords("-jar", JAR))) {
            var words = "Cannot start: Unable to obtain connection from database: Database may be already in use";
            assertFails(start(folder, Map.of()), words);
        }
    }

    private static Path copy(Step step, String name) {
        var folder = Kit.emptyFolder("rare").resolve(name);
        Kit.copy(Kit.built(step).resolve("target"), folder.resolve("target"));
        return folder;
    }

    /** Starts the app on a port that is taken, so that it ends in any case. */
    private static Command start(Path folder, Map<String, String> environment) throws IOException {
        try (var taken = new ServerSocket(0)) {
            var withPort = new HashMap<>(environment);
            withPort.put("PORT", "" + taken.getLocalPort());
            return Command.run(folder, withPort, Command.javaWords("-jar", JAR));
        }
    }

    private static void assertFails(Command command, String words) {
        assertEquals(1, command.status(), command.output());
        assertTrue(command.output().contains(words), command.output());
    }
}
