package intro;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jsoup.Connection;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import spark.Spark;

/** Visits the running app, as a browser would. */
class AppTest {
    /** A database of its own, in memory. */
    private static final String DATABASE = "jdbc:h2:mem:test";

    /** Keeps cookies and follows redirects. Each test gets a new one. */
    private final Connection browser = Jsoup.newSession();

    @BeforeAll
    static void startApp() throws SQLException {
        App.start(0, completedFuture(new Database(DATABASE)), new Password("admin"));
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

    @Test
    void postsShowUpOnMainPage() throws IOException, SQLException {
        try (var connection = DriverManager.getConnection(DATABASE);
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO posts (title, details) VALUES ('Hello from the test', 'Hello.')");
        }
        assertShows("Hello from the test", login("admin", "admin"));
    }

    private Document login(String username, String password) throws IOException {
        return request("/login")
                .data("username", username, "password", password)
                .post();
    }

    private Connection request(String path) {
        return browser.newRequest("http://localhost:" + Spark.port() + path);
    }

    private static void assertShows(String text, Document page) {
        assertTrue(
                page.body().text().contains(text),
                () -> "Looked for \"" + text + "\" on a page that says: "
                        + page.body().text());
    }
}
