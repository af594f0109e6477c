package intro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import org.jsoup.Connection;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Exercise 1: a page about the app, for everybody, with a link to it in the navigation of all pages. */
class AboutTest {
    /** Keeps cookies and follows redirects. Each test gets a new one. */
    private final Connection browser = Jsoup.newSession().ignoreHttpErrors(true);

    @BeforeAll
    static void startApp() {
        AppTest.startApp();
    }

    @Test
    void everybodyCanReadThePage() throws IOException {
        var url = about().connection().response().url();
        assertEquals("/about", url.getPath(), "Strangers who open /about are sent to another page.");
    }

    @Test
    void thePageSaysWhatTheAppIs() throws IOException {
        var page = about();
        assertLinked("/welcome", page, "the page /about. It needs the frame that all pages share");
        assertFalse(page.select("h1, h2").text().isBlank(), "The page /about has no heading.");
        page.select("header, nav, footer, h1, h2").remove();
        assertFalse(page.body().text().isBlank(), "The page /about says nothing besides its heading.");
    }

    @Test
    void strangersFindALink() throws IOException {
        for (var path : new String[] {"/welcome", "/login", "/about"}) {
            assertLinked("/about", get(path), "the page " + path);
        }
    }

    @Test
    void thoseWhoAreLoggedInFindALink() throws IOException {
        var page = request("/login").data("username", "admin", "password", "admin");
        assertLinked("/about", page.post(), "the main page, after a login");
    }

    /** The page must have a link to this path of the app, and the link must have a text or a picture. */
    private static void assertLinked(String path, Document page, String where) {
        var links = page.select("a[href]").stream()
                .filter(link -> link.absUrl("href").equals(absolute(path)))
                .filter(link -> link.hasText() || !link.select("img[alt]").isEmpty());
        assertTrue(links.count() > 0, "There is no link to " + path + " on " + where + ".");
    }

    private Document about() throws IOException {
        var page = get("/about");
        var status = page.connection().response().statusCode();
        assertTrue(status < 500, "The page /about is an error page. The log above says why.");
        assertEquals(200, status, "There is no page /about.");
        return page;
    }

    private Document get(String path) throws IOException {
        return request(path).get();
    }

    private Connection request(String path) {
        return browser.newRequest(absolute(path));
    }

    private static String absolute(String path) {
        return URI.create(AppTest.app).resolve(path).toString();
    }
}
