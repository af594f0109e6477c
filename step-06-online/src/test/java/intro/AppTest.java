package intro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
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
    static String app = System.getProperty("app.url");

    private static final String PASSWORD = System.getenv().getOrDefault("ADMIN_PASSWORD", "admin");

    /** A database in memory, which ends with the tests. */
    private static final String DATABASE = "jdbc:h2:mem:test";

    /** Keeps cookies and follows redirects. Each test gets a new one. */
    private final Connection browser = Jsoup.newSession();

    @BeforeAll
    static void startApp() {
        if (app == null) {
            new App(new Database(DATABASE), new SignedCookie("key"), PASSWORD).start(0);
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
        var page = request("/").execute().body();
        assertFalse(page.contains("You were logged in."), "The message is shown a second time.");
        assertFalse(page.contains("I'm"), "The posts are not escaped."); // escaped, it is I&#39;m
    }

    @Test
    void incorrectLogin() throws IOException {
        assertShows("Invalid Credentials. Please try again.", login("admin", "wrong"));
        assertShows("Invalid Credentials. Please try again.", login("wrong", PASSWORD));
        assertShows("You need to login first.", request("/").get());
    }

    @Test
    void logout() throws IOException {
        login("admin", PASSWORD);
        assertShows("You were logged out.", request("/logout").get());
        assertShows("You need to login first.", request("/").get());
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
    void postsShowUpOnMainPage() throws IOException {
        try (var handle = Jdbi.open(DATABASE)) {
            handle.execute("INSERT INTO posts (title, details) VALUES ('Hello from the <test>', '<b>Hello.</b>')");
        }
        var page = login("admin", PASSWORD);
        assertShows("Hello from the <test> <b>Hello.</b>", page);
        var titles = page.select("h2").eachText();
        assertEquals(List.of("Hello from the <test>", "Okay", "Excellent", "Well", "Good"), titles, "newest first");
    }

    @Test
    void changedCookieIsNoLogin() throws IOException {
        login("admin", PASSWORD);
        var login = browser.cookieStore().getCookies().get(0);
        assertTrue(login.isHttpOnly(), "Scripts can read the cookie.");
        var value = login.getValue();
        assertShows("Log out", Jsoup.connect(app).cookie("login", value).get());
        var flash = Jsoup.connect(app).followRedirects(false).execute().cookie("flash");
        for (var bad : List.of("0" + value, value.replaceFirst("\\.", ".9"), value.replace("admin", "other"), flash)) {
            var page = Jsoup.connect(app).cookie("login", bad).get();
            assertShows("You need to login first.", page);
        }
    }

    @Test
    void pagesTellBrowsersWhatToRefuse() throws IOException {
        for (var path : List.of("/login", "/welcome")) {
            var page = request(path).execute();
            assertEquals("nosniff", page.header("X-Content-Type-Options"), path);
            assertEquals("no-store", page.header("Cache-Control"), path);
            assertTrue(("" + page.header("Content-Security-Policy")).startsWith("default-src 'self';"), path);
        }
    }

    @Test
    @DisabledIfSystemProperty(named = "app.url", matches = ".*", disabledReason = "it adds a page to this app")
    void databaseWithoutConnectionIs503() throws IOException {
        var away = new Database("jdbc:h2:mem:away");
        away.close();
        Spark.get("/away", (request, response) -> away.newestPosts());
        var page = request("/away").ignoreHttpErrors(true).get();
        assertEquals(503, page.connection().response().statusCode());
        assertEquals("The database does not answer", page.select("h1").text());
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
