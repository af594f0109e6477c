package steps;

import static org.junit.jupiter.api.Assertions.*;

import java.net.http.HttpResponse;
import java.nio.file.*;
import java.util.*;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import kit.*;
import org.junit.jupiter.api.*;
import org.junit.jupiter.api.condition.*;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.*;

/** Passwords, logins and headers of step 5, which the last step keeps, also in its form on Javalin. */
class SecurityIT {
    private static final Step STEP = Step.SECURITY;
    private static final List<App> APPS = List.of(STEP, Step.ONLINE, App.JAVALIN);
    private static final String LOGIN = "username=admin&password=";

    @AutoClose
    private static final Postgres POSTGRES = new Postgres();

    /** On Linux, 127.0.0.2 is an address of this machine like that of a network card. */
    private static final boolean LINUX = OS.LINUX.isCurrentOs();

    @Test
    void withoutSettingsALoginIsForThisMachineAndThisStart() throws Exception {
        try (var app = new RunningApp(STEP, Map.of("DYNO", "web.1", "ADMIN_PASSWORD", "admin"));
                var other = new RunningApp(STEP, Map.of())) {
            for (var setting : List.of("ADMIN_PASSWORD=<yours>", "SECRET_KEY=$(openssl rand -hex 32)")) {
                assertTrue(app.console().contains("heroku config:set " + setting), app.console());
            }
            assertTrue(other.console().contains("heroku config:set ADMIN_PASSWORD=<yours>"), other.console());
            assertFalse(LINUX && (app.accepts("127.0.0.2") || other.accepts("127.0.0.2")));
            var cookies = app.login();
            assertEquals(200, app.get("/", "Cookie", cookies).statusCode());
            assertEquals(302, other.get("/", "Cookie", cookies).statusCode());
        }
    }

    @Test
    void withSettingsTheRightPasswordAndTheRightKeyHoldAlone() throws Exception {
        var database = "jdbc:h2:./sample";
        var dyno =
                Map.of("DYNO", "web.1", "ADMIN_PASSWORD", "s3cret", "SECRET_KEY", "k3y", "JDBC_DATABASE_URL", database);
        try (var app = new RunningApp(STEP, dyno)) {
            assertTrue(!LINUX || app.accepts("127.0.0.2"));
            for (var form : List.of(LOGIN + "admin", LOGIN, "username=admin", "username=other&password=s3cret", "")) {
                assertEquals(200, app.post("/login", form).statusCode(), form);
            }
            assertEquals(302, app.post("/login", LOGIN + "s3cret").statusCode());

            var later = System.currentTimeMillis() + 3_600_000;
            var good = sign("k3y", "login", later + ".admin"); // by another dyno, or before a restart
            assertEquals(200, app.get("/", "Cookie", "login=" + good).statusCode());
            var bad = new ArrayList<>(List.of("|.|..|...|a.b|a.b.c|%|%00|\"".split("\\|")));
            bad.add(sign("k3y", "login", System.currentTimeMillis() - 1 + ".admin")); // too old
            bad.add(sign("another k3y", "login", later + ".admin"));
            bad.add(sign("k3y", "flash", later + ".admin")); // another cookie's
            for (var format : List.of("admin", later + "", later + ".%zz", "soon.admin", "." + later, "{}", "")) {
                bad.add(sign("k3y", "login", format)); // another version of the app may have written it
            }
            bad.add(good.replace(".admin", ".root"));
            bad.add(good.replace("" + later, "" + (later + 1)));
            bad.addAll(List.of(good.substring(1), good + "x", "x" + good, "x".repeat(4000)));
            for (var value : bad) {
                assertEquals(302, app.get("/", "Cookie", "login=" + value).statusCode(), value);
                assertEquals(200, app.get("/login", "Cookie", "flash=" + value).statusCode(), value);
            }
            assertEquals(1, app.console().lines().count(), app.console()); // no warning, and no error
        }
    }

    /** Java puts U+FFFD in place of what it can't decode. For the password, see docs/troubleshooting/running.md. */
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "its environment is Unicode")
    @ParameterizedTest
    @ValueSource(strings = {"K\\xc3\\xa4se", ""})
    void aKeyThatCannotBeReadIsRefused(String value, @TempDir Path temp) {
        // In a path of ASCII: where the locale is C, Java cannot read others.
        var jar = Kit.copy(Kit.built(STEP).resolve("target"), temp.resolve("target"))
                .resolve("intro.jar");
        var start = "export LC_ALL=C; export SECRET_KEY=$'%s'; exec \"$0\" -jar \"$1\"".formatted(value);
        var words = List.of("bash", "-c", start, Command.JAVA, jar.toString());
        var app = Command.run(temp, Map.of(), words);
        assertEquals(
                "ADMIN_PASSWORD or SECRET_KEY is empty, or has characters that Java cannot read in this locale.\n",
                app.output());
        assertEquals(1, app.status());
        assertFalse(Files.exists(temp.resolve("sample.mv.db")), "The app has opened its database.");
    }

    @ParameterizedTest
    @FieldSource("APPS")
    void headersProtectVisitors(App tried) throws Exception {
        try (var app = new RunningApp(tried, Map.of())) {
            var https = new String[] {"X-Forwarded-Proto", "https", "X-Forwarded-Port", "443"};
            for (var page : List.of(app.get("/login"), app.get("/nowhere"), app.get("/"), app.get("/login", https))) {
                var policy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
                assertHeader(policy, "Content-Security-Policy", page);
                assertHeader("nosniff", "X-Content-Type-Options", page);
                assertHeader("same-origin", "Referrer-Policy", page);
                assertHeader("no-store", "Cache-Control", page);
            }
            assertHeader(null, "Strict-Transport-Security", app.get("/"));
            assertHeader("nosniff", "X-Content-Type-Options", app.get("/style.css"));
            assertHeader("max-age=600", "Cache-Control", app.get("/style.css"));

            var secure = app.get("/", https);
            assertHeader("max-age=31536000", "Strict-Transport-Security", secure);
            assertTrue(setCookie(secure).endsWith("; HttpOnly; SameSite=Lax; Secure"), setCookie(secure));
            assertTrue(setCookie(app.get("/")).endsWith("; HttpOnly; SameSite=Lax"));

            // Whoever comes to the router by http is sent to https, on the host that was asked for.
            var http = new String[] {
                "X-Forwarded-Proto", "http", "X-Forwarded-Port", "80", "X-Forwarded-Host", "evil.example"
            };
            for (var response :
                    List.of(app.get("/login?a=%20b", http), app.post("/login?a=%20b", LOGIN + "admin", http))) {
                assertEquals(302, response.statusCode());
                assertHeader("https://localhost/login?a=%20b", "Location", response);
                assertHeader(null, "Set-Cookie", response);
                assertEquals(tried == App.JAVALIN ? "Redirected" : "", response.body());
            }
        }
    }

    @Test
    void strangersCostNothing() throws Exception {
        var url = POSTGRES.createDatabase("strangers");
        try (var app = new RunningApp(STEP, Map.of("JDBC_DATABASE_URL", url))) {
            var rows = rows(url);
            for (var visit = 0; visit < 1000; visit++) {
                assertEquals(302, app.get("/").statusCode());
            }
            assertEquals(rows, rows(url));
            var jcmd = Path.of(Command.JAVA).resolveSibling("jcmd").toString();
            var objects = Command.run(
                    Kit.emptyFolder("jcmd"), Map.of(), List.of(jcmd, "" + app.process.pid(), "GC.class_histogram"));
            assertTrue(objects.output().contains(" intro.SignedCookie"), objects.output());
            var sessions = objects.output()
                    .lines()
                    .filter(line ->
                            line.endsWith("Session") && !line.endsWith("$RequestedSession")) // that is a constant
                    .toList();
            assertEquals(List.of(), sessions);
        }
    }

    /** A cookie's value, in the form of the class SignedCookie. */
    private static String sign(String key, String name, String content) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal((name + "." + content).getBytes())) + "." + content;
    }

    /** How many rows there are in all tables. */
    private static int rows(String url) throws Exception {
        return Postgres.count(url, "posts")
                + Postgres.count(url, "flyway_schema_history")
                + Postgres.count(url, "information_schema.tables");
    }

    private static String setCookie(HttpResponse<String> response) {
        return String.join("\n", response.headers().allValues("Set-Cookie"));
    }

    private static void assertHeader(String value, String name, HttpResponse<String> response) {
        assertEquals(value, response.headers().firstValue(name).orElse(null), name + " of " + response.uri());
    }
}
