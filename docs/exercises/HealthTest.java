package intro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import org.jsoup.Connection;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import spark.Spark;

/** Exercise 6: the page /health tells programs whether the app and its database work. */
class HealthTest {
    @BeforeAll
    static void startApp() {
        AppTest.startApp();
    }

    @Test
    void withItsDatabaseTheAppIsHealthy() throws IOException {
        var page = health(AppTest.app);
        assertNull(page.header("Location"), "/health sends its visitor to another page. It must need no login.");
        assertEquals(200, page.statusCode(), "The status of /health while the database is there.");
        assertTrue(page.cookies().isEmpty(), "/health sets a cookie. Programs do not need one.");
        assertFalse(page.body().contains("Excellent"), "/health shows posts to visitors who are not logged in.");
    }

    @Test
    @DisabledIfSystemProperty(named = "app.url", matches = ".*", disabledReason = "it takes the database away")
    void withoutItsDatabaseTheAppIsNot() throws IOException {
        var database = new Database("jdbc:h2:mem:health");
        stop();
        new App(database, new SignedCookie("key"), "admin").start(0);
        try {
            var address = "http://localhost:" + Spark.port();
            assertEquals(200, health(address).statusCode(), "The status of /health while the database is there.");
            database.close();
            assertEquals(503, health(address).statusCode(), "The status of /health without the database.");
            assertEquals(200, get(address, "/welcome").statusCode(), "The status of /welcome without the database.");
        } finally {
            stop();
            AppTest.app = null;
            AppTest.startApp();
        }
    }

    private static void stop() {
        Spark.stop();
        Spark.awaitStop();
    }

    private static Connection.Response health(String address) throws IOException {
        return get(address, "/health");
    }

    /** Visits a page without cookies, and follows no redirect. */
    private static Connection.Response get(String address, String path) throws IOException {
        var page = Jsoup.connect(URI.create(address).resolve(path).toString());
        return page.followRedirects(false)
                .ignoreHttpErrors(true)
                .ignoreContentType(true)
                .execute();
    }
}
