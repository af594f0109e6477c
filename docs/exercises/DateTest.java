package intro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Exercise 4: each post has a date, which comes from a new migration. */
class DateTest {
    /** The database in memory that AppTest gives to the app. */
    private static final String DATABASE = "jdbc:h2:mem:test";

    private static final String REASON = "it needs the database of this app";

    /** The migrations of chapter 4, as databases have run them. */
    private static final Map<String, String> MIGRATIONS =
            Map.of("V1__create_posts.sql", """
            CREATE TABLE posts (title VARCHAR NOT NULL, details VARCHAR NOT NULL);

            INSERT INTO posts (title, details) VALUES
                ('Good', 'I''m good.'),
                ('Well', 'I''m well.'),
                ('Excellent', 'I''m excellent.'),
                ('Okay', 'I''m okay.');
            """, "V2__number_posts.sql", """
            ALTER TABLE posts ADD COLUMN id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY;
            """);

    @BeforeAll
    static void startApp() {
        AppTest.startApp();
    }

    /** Deletes what a test has inserted, because AppTest knows which posts there are. */
    @AfterEach
    void deletePosts() {
        if (System.getProperty("app.url") == null) {
            try (var handle = Jdbi.open(DATABASE)) {
                handle.execute("DELETE FROM posts WHERE details = 'Without a date.'");
            }
        }
    }

    @Test
    void eachPostShowsADate() throws IOException {
        for (var post : postsOnMainPage()) {
            assertShows(date("\\d{2}(\\d{2})?", "\\d{1,2}|\\p{L}{3,}", "\\d{1,2}"), post, "a date such as 2026-11-26");
        }
    }

    @Test
    @DisabledIfSystemProperty(named = "app.url", matches = ".*", disabledReason = REASON)
    void oldPostsHaveTheDayOfTheMigration() throws IOException {
        for (var title : List.of("Good", "Well", "Excellent", "Okay")) {
            assertShows(around(LocalDate.now()), postOnMainPage(title), "the day of the migration, which is today");
        }
    }

    @Test
    @DisabledIfSystemProperty(named = "app.url", matches = ".*", disabledReason = REASON)
    void newPostsHaveTheDayOfTheirInsertion() throws IOException {
        try (var handle = Jdbi.open(DATABASE)) {
            insert(handle, "A new post");
            for (var fixed : dateColumns(handle, "AND column_default LIKE '%20__%'")) {
                fail("The column " + fixed + " has a fixed day as its default. Tomorrow's posts need another one.");
            }
            for (var column : dateColumns(handle, "")) {
                var empty = handle.createQuery("SELECT title FROM posts WHERE \"" + column + "\" IS NULL");
                var titles = empty.mapTo(String.class).list();
                assertTrue(titles.isEmpty(), "Posts without a date in the column " + column + ": " + titles);
            }
        }
        assertShows(around(LocalDate.now()), postOnMainPage("A new post"), "the day of its insertion, which is today");
    }

    @Test
    @DisabledIfSystemProperty(named = "app.url", matches = ".*", disabledReason = REASON)
    void theDateComesFromTheDatabase() throws IOException {
        var day = LocalDate.of(2001, 2, 3);
        try (var handle = Jdbi.open(DATABASE)) {
            var columns = dateColumns(handle, "");
            assertFalse(columns.isEmpty(), "The table posts has no column for a date, besides title, details and id.");
            insert(handle, "A post of 2001");
            for (var column : columns) {
                handle.execute("UPDATE posts SET \"" + column + "\" = ? WHERE title = 'A post of 2001'", "" + day);
            }
        }
        assertShows(around(day), postOnMainPage("A post of 2001"), "the day that the database has for it, " + day);
    }

    @Test
    @DisabledIfSystemProperty(named = "app.url", matches = ".*", disabledReason = REASON)
    void databasesOfChapter4AreMigrated(@TempDir Path folder) throws IOException {
        for (var file : MIGRATIONS.keySet()) {
            Files.writeString(folder.resolve(file), MIGRATIONS.get(file));
        }
        var url = "jdbc:h2:mem:chapter4";
        try (var handle = Jdbi.open(url)) { // the database lasts as long as this connection
            var locations = "filesystem:" + folder;
            Flyway.configure()
                    .dataSource(url, "", "")
                    .locations(locations)
                    .load()
                    .migrate();
            insert(handle, "Hello from chapter 4");
            var database = new Database(url);
            assertEquals(5, database.newestPosts().size(), "Posts are missing after the migration.");
            database.close();
        } catch (FlywayValidateException e) {
            fail("A database that has run V1 and V2 refuses to run your migrations. Leave these two files as they were"
                    + " at the end of chapter 4, and write a new one, V3__... Flyway says: " + e.getMessage());
        }
    }

    /** A regular expression for a day, or the one before or after it: the app's time zone may be another one. */
    private static Pattern around(LocalDate day) {
        var days = Stream.of(day.minusDays(1), day, day.plusDays(1));
        return Pattern.compile(days.map(DateTest::date).map(Pattern::pattern).collect(Collectors.joining("|")));
    }

    /** A regular expression for a day, with the month as a number, or as a word in English or the app's language. */
    private static Pattern date(LocalDate day) {
        var names = Stream.of(Locale.ENGLISH, Locale.getDefault())
                .flatMap(locale -> Stream.of(TextStyle.FULL, TextStyle.SHORT)
                        .map(style -> day.getMonth().getDisplayName(style, locale)))
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        var year = "(%d)?%02d".formatted(day.getYear() / 100, day.getYear() % 100);
        return date(year, "0?" + day.getMonthValue() + "|" + names, "0?" + day.getDayOfMonth());
    }

    /** A regular expression for a date whose parts match these: year, month, day, or the other ways round. */
    private static Pattern date(String year, String month, String day) {
        var orders = Stream.of("(%1$s)%4$s(%2$s)%4$s(%3$s)", "(%3$s)%4$s(%2$s)%4$s(%1$s)", "(%2$s)%4$s(%3$s)%4$s(%1$s)")
                .map(order -> order.formatted(year, month, day, "[^\\d:]{1,6}")) // such as "-", ", " or "th of "
                .collect(Collectors.joining("|"));
        return Pattern.compile("(?iu)(?<!\\d)(" + orders + ")(?!\\d)");
    }

    private static void assertShows(Pattern date, Element post, String what) {
        var text = post.text();
        var shown = text.length() <= 200 ? text : text.substring(0, 200) + "...";
        assertTrue(date.matcher(text).find(), "A post does not show " + what + ". All that it shows is: " + shown);
    }

    private static Element postOnMainPage(String title) throws IOException {
        var posts = postsOnMainPage().select("article:contains(" + title + ")");
        assertFalse(posts.isEmpty(), "The post \"" + title + "\" is not on the main page.");
        return posts.first();
    }

    private static Elements postsOnMainPage() throws IOException {
        var page = Jsoup.newSession()
                .ignoreHttpErrors(true)
                .newRequest(URI.create(AppTest.app).resolve("/login").toString())
                .data("username", "admin", "password", "admin")
                .post();
        var status = page.connection().response().statusCode();
        assertEquals(200, status, "The main page is an error page. The log above says why.");
        var posts = page.select("article");
        assertFalse(posts.isEmpty(), "There are no posts on the main page, at least none in an <article>.");
        return posts;
    }

    private static void insert(Handle handle, String title) {
        try {
            handle.execute("INSERT INTO posts (title, details) VALUES (?, 'Without a date.')", title);
        } catch (JdbiException e) {
            fail("A post with a title and details alone is refused. Give the new column a DEFAULT. " + e.getMessage());
        }
    }

    /** The names of the columns that can hold a date. */
    private static List<String> dateColumns(Handle handle, String condition) {
        var sql = """
                SELECT column_name FROM information_schema.columns
                WHERE table_name = 'POSTS' AND column_name NOT IN ('TITLE', 'DETAILS', 'ID')
                    AND (data_type LIKE 'DATE%' OR data_type LIKE 'TIMESTAMP%' OR data_type LIKE 'CHARACTER%')
                """;
        return handle.createQuery(sql + condition).mapTo(String.class).list();
    }
}
