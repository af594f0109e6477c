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
        var page = get("/about");
        var response = page.connection().response();
        assertEquals(200, response.statusCode(), "There is no page /about.");
        assertEquals("/about", response.url().getPath(), "Strangers who open /about are sent to another page.");
    }

    @Test
    void thePageSaysWhatTheAppIs() throws IOException {
        var page = get("/about");
        assertEquals(200, page.connection().response().statusCode(), "There is no page /about.");
        assertFalse(page.select("h1").text().isBlank(), "The page /about has no heading, <h1>.");
        page.select("header, nav, h1").remove();
        assertFalse(page.body().text().isBlank(), "The page /about says nothing besides its heading.");
    }

    @Test
    void strangersFindALink() throws IOException {
        for (var path : new String[] {"/welcome", "/login", "/about"}) {
            assertLinked(get(path), "the page " + path);
        }
    }

    @Test
    void thoseWhoAreLoggedInFindALink() throws IOException {
        var page = request("/login").data("username", "admin", "password", "admin");
        assertLinked(page.post(), "the main page, after a login");
    }

    private static void assertLinked(Document page, String where) {
        var links = page.select("a[href]").stream()
                .filter(link -> URI.create(link.absUrl("href")).getPath().equals("/about"))
                .filter(link -> !link.text().isBlank());
        assertTrue(links.count() > 0, "There is no link to /about on " + where + ".");
    }

    private Document get(String path) throws IOException {
        return request(path).get();
    }

    private Connection request(String path) {
        return browser.newRequest(URI.create(AppTest.app).resolve(path).toString());
    }
}
