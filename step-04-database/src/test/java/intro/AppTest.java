package intro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.jsoup.Connection;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import spark.Spark;

/** Visits the running app, as a browser would. */
class AppTest {
    /** The app's address. "./mvnw test -Dapp.url=https://..." visits one that is running already. */
    private static String app = System.getProperty("app.url");

    private static final String PASSWORD = System.getenv().getOrDefault("ADMIN_PASSWORD", "admin");

    /** A database of its own, in memory. It stays there while nobody is connected. */
    private static final String DATABASE = "jdbc:h2:mem:test;DB_CLOSE_DELAY=-1";

    /** Keeps cookies and follows redirects. Each test gets a new one. */
    private final Connection browser = Jsoup.newSession();

    @BeforeAll
    static void startApp() {
        if (app == null) {
            Flyway.configure().dataSource(DATABASE, null, null).load().migrate(); // one that fails would end the app
            App.database = DATABASE;
            Password.value = PASSWORD;
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
        assertShows("You were logged in.", login("admin", PASSWORD));
    }

    @Test
    void incorrectLogin() throws IOException {
        assertShows("Invalid Credentials. Please try again.", login("wrong", "wrong"));
    }

    @Test
    void logout() throws IOException {
        login("admin", PASSWORD);
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
    @DisabledIfSystemProperty(named = "app.url", matches = ".*", disabledReason = "it writes to this app's database")
    void postsShowUpOnMainPage() throws IOException, SQLException {
        try (var connection = DriverManager.getConnection(DATABASE);
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO posts (title, details) VALUES ('Hello from the test', 'Hello.')");
        }
        assertShows("Hello from the test", login("admin", PASSWORD));
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
