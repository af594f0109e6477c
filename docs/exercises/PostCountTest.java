package intro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jsoup.Connection;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Exercise 3: the title of the main page says how many posts there are. */
class PostCountTest {
    /** What stays of a title whose number is empty: " posts", "Posts ()", "Posts: ", or "null posts". */
    private static final Pattern GAP = Pattern.compile("^(posts?\\b|–)|[(\\[]\\s*[)\\]]|: –|\\bnull\\b");

    /** Keeps cookies and follows redirects. Each test gets a new one. */
    private final Connection browser = Jsoup.newSession().ignoreHttpErrors(true);

    @BeforeAll
    static void startApp() {
        AppTest.startApp();
    }

    @Test
    void theTitleFitsThePostsOnThePage() throws IOException {
        var page = mainPage();
        if (page.body().text().contains("Missing the DB!")) {
            assertNoCount("The main page, without a database,", page);
        } else {
            assertCount("Posts on the main page", page.select("article").size(), page);
        }
    }

    @Test
    @DisabledIfSystemProperty(named = "app.url", matches = ".*", disabledReason = "it renames this app's database")
    void theTitleFitsOtherDatabases() throws IOException, SQLException {
        var sample = App.database;
        for (var posts : new int[] {3, 12, 1, 0}) { // a number that is written in the template fits one at most
            App.database = "target/exercise-3-" + posts;
            try {
                create(posts);
                assertCount("Rows in the table posts", posts, mainPage());
            } finally {
                execute("DROP ALL OBJECTS DELETE FILES");
                App.database = sample;
            }
        }
    }

    @Test
    @DisabledIfSystemProperty(named = "app.url", matches = ".*", disabledReason = "it renames this app's database")
    void withoutDatabaseThereIsNoNumber() throws IOException {
        var sample = App.database;
        mainPage(); // what the app has read before does not count
        App.database = "target/exercise-3-missing";
        try {
            var page = mainPage();
            if (!page.body().text().contains("Missing the DB!")) {
                fail("Without a database the main page no longer says \"Missing the DB!\".");
            }
            assertNoCount("The main page, without a database,", page);
        } finally {
            App.database = sample;
        }
    }

    @Test
    void otherPagesHaveNoNumber() throws IOException {
        for (var path : new String[] {"/welcome", "/login"}) {
            assertNoCount("The page " + path, request(path).get());
        }
    }

    @Test
    @DisabledIfSystemProperty(named = "app.url", matches = ".*", disabledReason = "another app has other titles")
    void otherTitlesStay() throws IOException {
        assertEquals("Welcome – My first web app", title(request("/welcome").get()));
        assertEquals("Please login – My first web app", title(request("/login").get()));
    }

    /** The number must be in the title, and not be a part of a longer one. For 0 posts, "no posts" will do. */
    private static void assertCount(String what, int posts, Document page) {
        var number = Pattern.compile("(?<!\\d)" + posts + "(?!\\d)").matcher(page.title());
        if (!number.find() && !(posts == 0 && saysNoPosts(page))) {
            fail(what + ": " + posts + ". The title does not say so: \"" + title(page) + "\".");
        }
    }

    private static void assertNoCount(String what, Document page) {
        if (page.title().matches(".*\\d.*") || saysNoPosts(page)) {
            fail(what + " must not have a number of posts in its title: \"" + title(page) + "\".");
        }
        if (GAP.matcher(page.title()).find()) {
            fail(what + " has a gap in its title where the number was: \"" + title(page) + "\".");
        }
    }

    private static boolean saysNoPosts(Document page) {
        return page.title().toLowerCase().contains("no posts");
    }

    /** The title of a page, or its beginning when it is very long. */
    private static String title(Document page) {
        var title = page.title();
        return title.length() > 200 ? title.substring(0, 200) + "..." : title;
    }

    /** The main page after a login, when the messages of the login have been shown. */
    private Document mainPage() throws IOException {
        request("/login").data("username", "admin", "password", "admin").post();
        var page = request("/").get();
        var status = page.connection().response().statusCode();
        assertEquals(200, status, "After a login there is an error page. The log above says why.");
        return page;
    }

    private Connection request(String path) {
        return browser.newRequest(URI.create(AppTest.app).resolve(path).toString());
    }

    /** Creates the app's database with a number of posts. */
    private static void create(int posts) throws SQLException {
        execute("DROP ALL OBJECTS"); // of a test that was interrupted
        execute("CREATE TABLE posts (title VARCHAR NOT NULL, details VARCHAR NOT NULL)");
        for (var i = 0; i < posts; i++) {
            execute("INSERT INTO posts VALUES ('A post', 'Its text.')");
        }
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:h2:./" + App.database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
