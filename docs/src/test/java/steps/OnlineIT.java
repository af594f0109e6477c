package steps;

import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.net.*;
import java.nio.file.Files;
import java.sql.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import kit.*;
import org.junit.jupiter.api.*;
import org.junit.jupiter.api.condition.*;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What the last step owes its visitors while things fail around it, also in its form on Javalin. */
@Order(2) // it waits for a minute
class OnlineIT {
    private static final Step STEP = Step.ONLINE;
    private static final List<App> APPS = List.of(STEP, App.JAVALIN);
    private static final String SENTENCE = "The server cannot answer this request.\n";
    private static final String LOGIN = "username=admin&password=";

    @AutoClose
    private static final Postgres POSTGRES = new Postgres();

    /** Spark catches exceptions, but no Error, and what Jetty refuses comes to no route: neither tells of Jetty. */
    @Test
    void whatTheWebServerAnswersItselfIsAPlainSentence() throws Exception {
        var folder = Kit.emptyFolder("error");
        Files.writeString(folder.resolve("Recursion.java"), """
                class Recursion {
                    public static void main(String[] args) {
                        intro.App.main(args);
                        spark.Spark.get("/recursion", (request, response) -> recurse());
                    }

                    static int recurse() { return recurse() + 1; }
                }
                """);
        var command = Command.javaWords("-cp", Kit.jar(STEP), "Recursion.java");
        try (var app = new RunningApp(folder, Map.of(), command);
                var silent = new Socket("localhost", app.port)) {
            var half = "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\n\r\n";
            silent.getOutputStream().write(half.getBytes());
            Background.await(() -> app.get("/recursion").statusCode() != 404); // not there yet
            var tooMuch = app.get("/", "Cookie", "a=" + "x".repeat(9000));
            var answers = Map.of(500, app.get("/recursion"), 431, tooMuch, 400, app.get("/%2e%2e/"));
            answers.forEach((status, answer) -> {
                assertEquals(status, answer.statusCode());
                assertEquals(SENTENCE, answer.body());
                assertNull(answer.headers().map().get("server"));
            });
            assertNull(app.get("/style.css").headers().map().get("server"));
            assertTrue(app.console().contains("\tat Recursion.recurse"), app.console());
            // A visitor who sends half a form is given up after 30 seconds, and not after an hour.
            silent.setSoTimeout(120_000);
            var answer = new String(silent.getInputStream().readAllBytes());
            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        }
    }

    /** A frozen server costs no more time than one that is away, and a query in it, which has a minute, ends as well. */
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGSTOP")
    @Test
    void aFrozenDatabaseIsGivenUp() throws Exception {
        var url = POSTGRES.createDatabase("frozen");
        try (var app = new RunningApp(STEP, Map.of("JDBC_DATABASE_URL", url));
                var lock = lock(url)) {
            var cookies = app.login();
            var query = Background.run(() -> app.get("/", "Cookie", cookies));
            awaitLocked(url);
            POSTGRES.signal("STOP");
            long frozen;
            try {
                Thread.sleep(1000); // the pool trusts a connection that worked half a second ago
                frozen = timeOf503(app, cookies);
                assertEquals(500, query.get(3, TimeUnit.MINUTES).statusCode());
            } finally {
                POSTGRES.signal("CONT"); // or nothing here could end
            }
            POSTGRES.close();
            try {
                Background.await(() -> app.get("/", "Cookie", cookies).statusCode() == 503);
                var away = timeOf503(app, cookies);
                assertTrue(frozen < 2 * away, frozen + " ns, frozen, and " + away + " ns, away");
            } finally {
                POSTGRES.start();
            }
        }
    }

    private static long timeOf503(RunningApp app, String cookies) throws Exception {
        var start = System.nanoTime();
        assertEquals(503, app.get("/", "Cookie", cookies).statusCode());
        return System.nanoTime() - start;
    }

    @ParameterizedTest
    @FieldSource("APPS")
    void withoutADatabaseThePagesThatNeedNoneGoOn(App tried) throws Exception {
        var url = POSTGRES.createDatabase("away_" + APPS.indexOf(tried));
        try (var app = new RunningApp(tried, Map.of("JDBC_DATABASE_URL", url))) {
            var cookies = app.login();
            assertEquals(200, app.get("/", "Cookie", cookies).statusCode());
            POSTGRES.close();
            try {
                // The connections that were cut are an error, 500. Then there are none.
                Background.await(() -> app.get("/", "Cookie", cookies).statusCode() == 503);
                var before = app.console();
                // The first time, Java may be slow.
                Background.await(() -> {
                    var posts = Background.run(() -> app.get("/", "Cookie", cookies));
                    for (var path : List.of("/style.css", "/welcome", "/login")) {
                        assertEquals(200, app.get(path, "Cookie", cookies).statusCode());
                    }
                    var atOnce = !posts.isDone();
                    assertEquals(503, posts.join().statusCode());
                    assertTrue(posts.join().body().contains("<h1>The database does not answer</h1>"));
                    return atOnce;
                });
                assertEquals(302, app.post("/login", LOGIN + "admin").statusCode());
                assertEquals(302, app.get("/logout", "Cookie", cookies).statusCode());
                var since = app.console().substring(before.length());
                assertTrue(since.matches("(ERROR intro.App - No connection to the database: .*refused.*\\R)+"), since);
            } finally {
                POSTGRES.start();
            }
            Background.await(() -> app.get("/", "Cookie", cookies).statusCode() == 200);
        }
    }

    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGTERM")
    @ParameterizedTest
    @FieldSource("APPS")
    void atTheEndNoAnswerIsCutShort(App tried) throws Exception {
        try (var app = new RunningApp(
                tried, Map.of("JDBC_DATABASE_URL", POSTGRES.createDatabase("ending_" + APPS.indexOf(tried))))) {
            var cookies = app.login();
            var answers = new AtomicInteger();
            // Only as many as there are connections to the database visit the page that needs one: whoever waits for
            // one for too long, on a slow machine, is answered with 503.
            var visitors = IntStream.range(0, 16)
                    .mapToObj(visitor -> visitor < 4 ? "/" : "/welcome")
                    .map(path -> Background.run(() -> visitUntilRefused(app.port, path, cookies, answers)))
                    .toList();
            Background.await(() -> answers.get() > 200);
            assertEquals(143, app.stop());
            visitors.forEach(CompletableFuture::join);
            assertEquals(2, app.console().lines().count(), app.console());
            Background.await(() -> POSTGRES.connections("ending_" + APPS.indexOf(tried)) == 0);
        }
    }

    /**
     * A request that waits for the database when SIGTERM comes is answered when the database is. It does not bring back
     * a login that has ended meanwhile: only login and logout write that cookie.
     */
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGTERM")
    @ParameterizedTest
    @FieldSource("APPS")
    void atTheEndASlowPageIsWaitedFor(App tried) throws Exception {
        var url = POSTGRES.createDatabase("slow_" + APPS.indexOf(tried));
        try (var app = new RunningApp(tried, Map.of("JDBC_DATABASE_URL", url))) {
            var cookies = app.login(); // the login, and a message that the slow page shows
            try (var lock = lock(url)) {
                var slow = Background.run(() -> app.get("/", "Cookie", cookies));
                awaitLocked(url);
                var logout = app.get("/logout", "Cookie", cookies).headers().allValues("Set-Cookie");
                var cookiesAfter =
                        "\\[flash=\\S+; Max-Age=0;.*, login=\\S+; Max-Age=0;.*, flash=\\S+; Max-Age=600;[^,]*]";
                assertTrue(logout.toString().matches(cookiesAfter), logout::toString);
                app.process.destroy();
                Background.await(() -> !app.accepts("localhost"));
                Thread.sleep(3000); // longer than idle connections are kept now
                lock.close();
                var page = slow.join();
                assertEquals(200, page.statusCode());
                assertTrue(page.body().contains("You were logged in."), page.body());
                var written = page.headers().allValues("Set-Cookie");
                assertTrue(written.toString().matches("\\[flash=\\S+; Max-Age=0;[^,]*]"), written::toString);
            }
            assertEquals(143, app.stop());
        }
    }

    /** H2 would close its file as soon as Java is told to end. */
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGTERM")
    @Test
    void atTheEndH2IsClosedLast() throws Exception {
        var folder = Kit.emptyFolder("slow");
        // The main page takes three seconds: each post that is read takes one, and the last is not waited for.
        var sql = """
                CREATE ALIAS slow AS 'boolean slow() throws Exception {
                    new java.io.File("reading").createNewFile();
                    Thread.sleep(1000);
                    return true;
                }';
                ALTER TABLE posts RENAME TO all_posts;
                CREATE VIEW posts AS SELECT * FROM all_posts WHERE title = 'Okay' OR slow();
                """;
        try (var app = new RunningApp(folder, Map.of(), RunningApp.withMigration(STEP, folder, sql))) {
            var cookies = app.login();
            var page = Background.run(() -> app.get("/", "Cookie", cookies));
            Background.await(() -> Files.exists(folder.resolve("reading")));
            assertEquals(143, app.stop());
            assertEquals(200, page.join().statusCode());
            assertEquals(2, app.console().lines().count(), app.console());
        }
    }

    /** Asks for a page on bare sockets: Java's HTTP client quietly repeats requests that were not answered. */
    private static Object visitUntilRefused(int port, String path, String cookies, AtomicInteger answers)
            throws IOException {
        var request =
                "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: " + cookies + "\r\n\r\n";
        while (true) {
            try (var socket = new Socket("localhost", port)) {
                socket.getOutputStream().write(request.getBytes());
                var answer = new String(socket.getInputStream().readAllBytes());
                assertTrue(answer.startsWith("HTTP/1.1 200 OK") && answer.contains("</html>"), answer);
                answers.incrementAndGet();
            } catch (SocketException e) {
                return null; // refused, or still waiting to be accepted when the listening socket was closed
            }
        }
    }

    /** Locks the posts, for which the main page then waits until the connection is closed. */
    private static Connection lock(String url) throws SQLException {
        var connection = DriverManager.getConnection(url);
        connection.setAutoCommit(false);
        connection.createStatement().execute("LOCK TABLE posts");
        return connection;
    }

    private static void awaitLocked(String url) throws Exception {
        Background.await(() -> Postgres.count(url, "pg_locks WHERE NOT granted") > 0);
    }
}
