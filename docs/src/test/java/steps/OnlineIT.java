package steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import docs.Command;
import docs.Kit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What step 4 owes its visitors when it is online: a password that is not "admin", and headers that protect them. */
class OnlineIT {
    private static final String SET_ONE = "heroku config:set ADMIN_PASSWORD=...";

    @Test
    void withoutAPasswordNobodyLogsInOnADyno() throws Exception {
        try (var app = start(Map.of("DYNO", "web.1"))) {
            assertTrue(app.get("/login").body().contains(SET_ONE));
            for (var password : List.of("admin", "", "...")) {
                assertEquals(
                        200,
                        app.post("/login", "username=admin&password=" + password)
                                .statusCode(),
                        password);
            }
            assertEquals(200, app.post("/login", "username=admin").statusCode());
            assertTrue(app.console().contains(SET_ONE));
            assertTrue(app.console().contains("heroku addons:create heroku-postgresql:essential-0"));
            assertEquals(3, app.console().lines().count(), app.console()); // both warnings, and where it listens
        }
    }

    @Test
    void thePasswordComesFromTheEnvironment() throws Exception {
        try (var app = start(Map.of("DYNO", "web.1", "ADMIN_PASSWORD", "s3cret"))) {
            assertFalse(app.get("/login").body().contains(SET_ONE));
            assertEquals(
                    200, app.post("/login", "username=admin&password=admin").statusCode());
            assertEquals(
                    200, app.post("/login", "username=other&password=s3cret").statusCode());
            assertEquals(
                    302, app.post("/login", "username=admin&password=s3cret").statusCode());
            assertFalse(app.console().contains("s3cret"));
        }
    }

    @Test
    void headersProtectVisitors() throws Exception {
        try (var app = start(Map.of())) {
            for (var path : List.of("/login", "/nowhere", "/")) {
                var headers = app.get(path).headers();
                var policy = headers.firstValue("Content-Security-Policy").orElseThrow();
                assertTrue(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"), policy);
                assertFalse(policy.contains("unsafe"), policy);
                assertEquals(
                        "nosniff", headers.firstValue("X-Content-Type-Options").orElseThrow());
                assertEquals(
                        "same-origin", headers.firstValue("Referrer-Policy").orElseThrow());
                assertTrue(headers.firstValue("Strict-Transport-Security").isEmpty());
            }
            var style = app.get("/style.css").headers();
            assertEquals("nosniff", style.firstValue("X-Content-Type-Options").orElseThrow());

            // Heroku's router ends TLS, and tells the app so.
            var secure = app.get("/", "X-Forwarded-Proto", "https").headers();
            assertTrue(secure.firstValue("Strict-Transport-Security").isPresent());
            assertTrue(secure.firstValue("Set-Cookie").orElseThrow().contains("; Secure"));
            assertTrue(secure.firstValue("Location").orElseThrow().startsWith("https://"));
        }
    }

    private static RunningApp start(Map<String, String> environment) throws Exception {
        var jar = Kit.built("step-04-database").resolve("target/intro.jar");
        var command = List.of(Command.JAVA, "-jar", jar.toString());
        return new RunningApp(Kit.emptyFolder("online"), new HashMap<>(environment), command);
    }
}
