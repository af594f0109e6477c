package intro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jsoup.Connection;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import spark.Spark;

/** Visits the running app, as a browser would. */
class AppTest {
    /** The app's address. "./mvnw test -Dapp.url=https://..." visits one that is running already. */
    private static String app = System.getProperty("app.url");

    /** Keeps cookies and follows redirects. Each test gets a new one. */
    private final Connection browser = Jsoup.newSession();

    @BeforeAll
    static void startApp() {
        if (app == null) {
            if (Files.notExists(Path.of(App.database + ".mv.db"))) {
                CreateDatabase.main(new String[0]);
            }
            App.start(0);
            app = "http://localhost:" + Spark.port();
        }
    }

    @Test
    void index() throws IOException {
        assertEquals(200, request("/login").execute().statusCode());
    }

    @Test
    void loginPageLoads() throws IOException {
        assertShows("Please login", request("/login").get());
    }

    @Test
    void correctLogin() throws IOException {
        assertShows("You were logged in.", login("admin", "admin"));
    }

    @Test
    void incorrectLogin() throws IOException {
        assertShows("Invalid Credentials. Please try again.", login("wrong", "wrong"));
    }

    @Test
    void logout() throws IOException {
        login("admin", "admin");
        assertShows("You were logged out.", request("/logout").get());
    }

    @Test
    void mainRouteRequiresLogin() throws IOException {
        assertShows("You need to login first.", request("/").get());
    }

    @Test
    void logoutRouteRequiresLogin() throws IOException {
        assertShows("You need to login first.", request("/logout").get());
    }

    /** Fails until somebody types this post into the database by hand. */
    @Test
    @Tag("known-failure")
    void postsShowUpOnMainPage() throws IOException {
        assertShows("Hello from the shell", login("admin", "admin"));
    }

    private Document login(String username, String password) throws IOException {
        return request("/login")
                .data("username", username, "password", password)
                .post();
    }

    private Connection request(String path) {
        return browser.newRequest(URI.create(app).resolve(path).toString());
    }

    private static void assertShows(String text, Document page) {
        assertTrue(
                page.body().text().contains(text),
                () -> "Looked for \"" + text + "\" on a page that says: "
                        + page.body().text());
    }
}
