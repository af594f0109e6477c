package steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import docs.Command;
import docs.Kit;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Step 4 on two dynos with one Postgres: logins hold, restarts lose nobody. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a dyno is a Linux machine, with signals")
class TwoDynosIT {
    private static final Path FOLDER = Kit.emptyFolder("two dynos");
    private static final Path JAR = Kit.built("step-04-database").resolve("target/intro.jar");
    private static Postgres postgres;

    @BeforeAll
    static void startPostgres() throws IOException {
        postgres = new Postgres();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.stop();
    }

    @Test
    void aLoginHoldsOnBothAndMessagesShowOnce() throws Exception {
        var url = postgres.createDatabase("logins");
        try (var one = start(url);
                var two = start(url);
                var router = new Router(one.port, two.port)) {
            // A login is saved before it is answered, even if that takes a while.
            Postgres.execute(url, """
                    CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql
                        AS 'BEGIN PERFORM pg_sleep(0.5); RETURN NEW; END';
                    CREATE TRIGGER wait BEFORE INSERT ON JettySessions FOR EACH ROW EXECUTE FUNCTION wait()
                    """);
            assertEquals(200, two.get("/", "Cookie", one.login()).statusCode());
            Postgres.execute(url, "DROP TRIGGER wait ON JettySessions");
            var browser = Jsoup.newSession();
            var page = browser.newRequest(router.url() + "/login")
                    .data("username", "admin", "password", "admin")
                    .post();
            assertEquals(List.of("You were logged in."), page.select(".flash").eachText());
            for (var visit = 0; visit < 4; visit++) {
                page = browser.newRequest(router.url() + "/").get();
                assertEquals(4, page.select("h2").size(), page.text());
                assertEquals(0, page.select(".flash").size(), page.text());
            }
            var session =
                    "JSESSIONID=" + browser.cookieStore().getCookies().get(0).getValue();
            assertEquals(200, two.get("/", "Cookie", session).statusCode());
            page = browser.newRequest(router.url() + "/logout").get();
            assertEquals(List.of("You were logged out."), page.select(".flash").eachText());
            for (var dyno : List.of(one, two)) {
                assertEquals(302, dyno.get("/", "Cookie", session).statusCode());
            }
        }
    }

    @Test
    void aLoginSurvivesRestarts() throws Exception {
        for (var url : List.of(postgres.createDatabase("restarts"), "")) {
            var app = start(url);
            var session = app.login();
            app.kill();
            app = start(url);
            assertEquals(200, app.get("/", "Cookie", session).statusCode());
            var cookie = app.get("/logout").headers().firstValue("Set-Cookie").orElseThrow();
            assertTrue(cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Lax"), cookie);
            assertEquals(143, app.stop());
            assertEquals(1, app.console().lines().count(), app.console()); // where it listened, and no stack trace
            app = start(url);
            assertEquals(200, app.get("/", "Cookie", session).statusCode());
            app.close();
        }
    }

    /** Jetty's housekeeper comes every ten minutes; here it is called at once, in a server of its own. */
    @Test
    void oldSessionsAreSwept() throws Exception {
        var url = postgres.createDatabase("sweep");
        try (var app = start(url)) {
            app.login();
            app.login();
            Postgres.execute(
                    url,
                    "UPDATE JettySessions SET expiryTime = 1 WHERE sessionId = (SELECT min(sessionId) FROM JettySessions)");
            assertEquals(2, Postgres.count(url, "JettySessions"));
        }
        var source = Files.createDirectories(FOLDER.resolve("sweep/intro")).resolve("Sweep.java");
        Files.writeString(source, """
                package intro;

                class Sweep {
                    public static void main(String[] args) throws Exception {
                        App.database = args[0];
                        var server = new WebServer().create(null);
                        server.setConnectors(new org.eclipse.jetty.server.Connector[] {
                            new org.eclipse.jetty.server.ServerConnector(server)});
                        server.setHandler(new org.eclipse.jetty.server.session.SessionHandler());
                        server.start();
                        server.getSessionIdManager().getSessionHouseKeeper().scavenge();
                        System.exit(0);
                    }
                }
                """);
        var classpath = FOLDER.resolve("sweep") + ":" + JAR;
        var compiler = Path.of(Command.JAVA).resolveSibling("javac").toString();
        var javac = Command.run(FOLDER, Map.of(), List.of(compiler, "-cp", classpath, source.toString()));
        assertEquals(0, javac.status(), javac.output());
        var sweep = Command.java(FOLDER, "-cp", classpath, "intro.Sweep", url);
        assertEquals(0, sweep.status(), sweep.output());
        assertEquals(1, Postgres.count(url, "JettySessions"));
    }

    @Test
    void atTheEndWhoeverIsConnectedGetsAnAnswer() throws Exception {
        for (var kept : List.of(true, false)) {
            try (var app = start(postgres.createDatabase("ending" + kept))) {
                var session = app.login();
                var visitors = new ArrayList<Visitor>();
                for (var i = 0; i < 16; i++) {
                    visitors.add(new Visitor(app.port, session, kept));
                }
                Thread.sleep(2000);
                var since = System.nanoTime();
                assertEquals(143, app.stop());
                assertTrue(System.nanoTime() - since < TimeUnit.SECONDS.toNanos(5));
                var answers = 0;
                for (var visitor : visitors) {
                    answers += visitor.answersUntilRefused(); // throws when a request is not answered with 200
                }
                assertTrue(answers > 100, "only " + answers);
                assertThrows(ConnectException.class, () -> app.get("/login"));
            }
        }
    }

    /** A request that waits for the database when SIGTERM comes is answered when the database is. */
    @Test
    void atTheEndASlowAnswerIsWaitedFor() throws Exception {
        var url = postgres.createDatabase("slow");
        try (var app = start(url)) {
            var session = app.login();
            var lock = Background.run(() -> {
                Postgres.execute(url, "BEGIN; LOCK TABLE posts; SELECT pg_sleep(2); COMMIT");
                return null;
            });
            Thread.sleep(500);
            var page = Background.run(() -> app.get("/", "Cookie", session));
            Thread.sleep(500);
            assertFalse(page.isDone());
            assertEquals(143, app.stop());
            assertEquals(200, page.join().statusCode());
            lock.join();
        }
    }

    @Test
    void aRollingRestartLosesNoRequest() throws Exception {
        var url = postgres.createDatabase("rolling");
        var dynos = new ArrayList<>(List.of(start(url), start(url)));
        try (var router = new Router(dynos.get(0).port, dynos.get(1).port)) {
            var session = dynos.get(0).login();
            var goOn = new AtomicBoolean(true);
            var answers = new AtomicInteger();
            var visitors = new ArrayList<CompletableFuture<Void>>();
            var http = HttpClient.newHttpClient();
            var request = HttpRequest.newBuilder(URI.create(router.url() + "/"))
                    .header("Cookie", session)
                    .build();
            for (var i = 0; i < 8; i++) {
                visitors.add(Background.run(() -> {
                    while (goOn.get()) {
                        var response = http.send(request, BodyHandlers.ofString());
                        assertEquals(200, response.statusCode());
                        answers.incrementAndGet();
                    }
                    return null;
                }));
            }
            for (var i = 0; i < 2; i++) {
                Thread.sleep(500);
                dynos.get(i).stop();
                dynos.set(i, start(dynos.get(i).port, url));
            }
            Thread.sleep(500);
            goOn.set(false);
            visitors.forEach(CompletableFuture::join);
            assertTrue(answers.get() > 100, "only " + answers);
        } finally {
            for (var dyno : dynos) {
                dyno.close();
            }
        }
    }

    private static RunningApp start(String url) throws Exception {
        return start(RunningApp.freePort(), url);
    }

    /** Starts the app on a database, or on a file in the folder when the address is empty. */
    private static RunningApp start(int port, String url) throws Exception {
        var environment = url.isEmpty() ? Map.<String, String>of() : Map.of("JDBC_DATABASE_URL", url);
        return new RunningApp(FOLDER, port, environment, List.of(Command.JAVA, "-jar", JAR.toString()));
    }
}
