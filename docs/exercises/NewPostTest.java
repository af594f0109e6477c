package intro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jsoup.Connection;
import org.jsoup.Connection.Method;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Exercise 5: those who are logged in have a form for new posts. */
class NewPostTest {
    private static final String PASSWORD = System.getenv().getOrDefault("ADMIN_PASSWORD", "admin");

    /** Something that stands in no other post. Each test gets a new one. */
    private final String mark = UUID.randomUUID().toString().substring(0, 8);

    /** Keeps cookies and follows redirects, and is logged in. */
    private final Connection browser = newBrowser();

    /** The cookies that the app sets at the login, each with its attributes. */
    private List<String> cookies;

    @BeforeAll
    static void startApp() {
        AppTest.startApp();
    }

    @BeforeEach
    void login() throws IOException {
        var request = browser.newRequest(absolute("/login")).method(Method.POST).followRedirects(false);
        cookies = request.data("username", "admin", "password", PASSWORD)
                .execute()
                .headers("Set-Cookie");
    }

    /** Deletes all but the first four posts, so that no other test meets them. An app that runs elsewhere keeps them. */
    @AfterEach
    void deletePosts() {
        if (System.getProperty("app.url") == null) {
            Jdbi.create("jdbc:h2:mem:test").useHandle(handle -> handle.execute("DELETE FROM posts WHERE id > 4"));
        }
    }

    @Test
    void theMainPageHasTheFormOrALinkToIt() throws IOException {
        findForm();
    }

    @Test
    void theNewestPostIsTheFirst() throws IOException {
        send(fillIn("Older " + mark, "This came first."));
        send(fillIn("Newer " + mark, "This came second."));
        var posts = mainPage();
        assertTrue(posts.contains("Newer " + mark + " This came second."), "There is no new post in: " + brief(posts));
        assertTrue(
                posts.indexOf("Newer " + mark) < posts.indexOf("Older " + mark), "The newest post is not the first.");
    }

    @Test
    void aReloadDoesNotPostAgain() throws IOException {
        var status = send(fillIn("Title " + mark, "Details.")).status;
        assertTrue(
                status == 302 || status == 303,
                "A new post is answered with the status " + status
                        + ". With a redirect, 302 or 303, a reload does not post again.");
    }

    @Test
    void aMessageIsShownOnce() throws IOException {
        var answer = send(fillIn("Title " + mark, "Details."));
        assertTrue(answer.isNoError(), "A new post leads to an error page, which says: " + brief(answer.news));
        assertFalse(
                answer.news.isEmpty(),
                "After a new post there is no message that is shown once, and not again at a reload. The page says: "
                        + brief(answer.page.body().text()));
    }

    @Test
    void aPostIsShownAsItWasTyped() throws IOException {
        for (var text : List.of("<b>Tom</b> & \"Tim\"", "äöüß é 😀", "Robert'); DROP TABLE posts;--", "50% ? :x \\n")) {
            var answer = send(fillIn(text + " " + mark, "Details: " + text));
            assertTrue(
                    answer.isNoError(),
                    "A post with " + text + " in it leads to an error page, which says: " + brief(answer.news));
            var posts = mainPage();
            assertTrue(
                    posts.contains(text + " " + mark),
                    "The title is not shown as it was typed, " + text + ", in: " + brief(posts));
            assertTrue(
                    posts.contains("Details: " + text),
                    "The details are not shown as typed, " + text + ", in: " + brief(posts));
        }
    }

    @Test
    void titleAndDetailsAreRequired() throws IOException {
        for (var blank : List.of("", "   ")) {
            assertRefused("A post with the title \"" + blank + "\"", fillIn(blank, "No title: " + mark));
            assertRefused("A post with the details \"" + blank + "\"", fillIn("No details: " + mark, blank));
        }
    }

    @Test
    void titleAndDetailsAreLimited() throws IOException {
        var title = mark + "x".repeat(10_000);
        assertRefusedOrCut("A title of 10,000 characters", fillIn(title, "Details."), title);
        var details = mark + "y".repeat(100_000);
        assertRefusedOrCut("A post with 100,000 characters of details", fillIn("Title", details), details);
    }

    @Test
    void aMissingFieldIsNoServerError() throws IOException {
        var form = form();
        for (var field : List.of(title(form), details(form))) {
            var request = fillIn("Title " + mark, "Details " + mark);
            request.request().data().removeIf(data -> data.key().equals(field.attr("name")));
            var what = "A request without the field \"" + field.attr("name") + "\"";
            assertTrue(send(request).isNoServerError(), what + " leads to a server error.");
            assertNotStored(what);
        }
    }

    @Test
    void strangersAreSentToTheLogin() throws IOException {
        var form = form();
        var page = newBrowser().newRequest(form.baseUri()).get();
        assertTrue(isLogin(page), "Strangers who open the form are not sent to the login.");
        page = copy(fillIn("Stranger " + mark, "Details."), newBrowser()).post();
        assertNotStored("A post that a stranger sends");
        var refused = page.connection().response().statusCode() / 100 == 4;
        assertTrue(isLogin(page) || refused, "Strangers who send the form are not sent to the login.");
    }

    @Test
    void aGetChangesNothing() throws IOException {
        var form = form();
        for (var url : new HashSet<>(List.of(target(form), form.baseUri()))) {
            copy(fillIn("By GET " + mark, "Details."), browser).url(url).get();
            assertNotStored("A post that comes by GET, as from a link,");
        }
    }

    @Test
    void formsOfOtherSitesCannotPost() throws IOException {
        var form = form();
        var visitor = newBrowser();
        for (var cookie : cookies) {
            if (!isSameSite(cookie)) {
                addCookie(visitor, cookie); // browsers send it along with forms of other sites
            }
        }
        visitor.newRequest(target(form))
                .header("Origin", "https://other.example")
                .data(title(form).attr("name"), "Forged " + mark)
                .data(details(form).attr("name"), "Details.")
                .post();
        assertNotStored("A post from a form of another site");
    }

    @Test
    void theLoginCookieIsForThisSiteAlone() throws IOException {
        var visitor = newBrowser();
        for (var cookie : cookies) {
            if (isSameSite(cookie) && cookie.toLowerCase().contains("; httponly")) {
                addCookie(visitor, cookie);
            }
        }
        assertFalse(
                isLogin(visitor.newRequest(absolute("/")).get()),
                "The cookie of the login must have HttpOnly, and SameSite=Lax or Strict. The login sets " + cookies);
    }

    /** What comes of a form: the status, the page to which it leads, and its texts that a new visit does not show. */
    private record Answer(int status, Document page, Set<String> news) {
        boolean isNoError() {
            return status < 400 && page.connection().response().statusCode() < 400;
        }

        boolean isNoServerError() {
            return status < 500 && page.connection().response().statusCode() < 500;
        }
    }

    /** The form. A test that needs one is skipped without it, because theMainPageHasTheFormOrALinkToIt says what is wrong. */
    private FormElement form() throws IOException {
        try {
            return findForm();
        } catch (AssertionError e) {
            return abort("There is no form that can be sent.");
        }
    }

    /** Finds the form on the main page, or behind one of its links: the first one with two fields for text. */
    private FormElement findForm() throws IOException {
        var main = open("/");
        var pages = new HashSet<>(Set.of(main.location()));
        var form = formOn(main);
        for (var link : main.select("a[href]")) {
            var url = link.absUrl("href");
            var isOfThisApp = url.startsWith(absolute("/"));
            var isLogout = (url + link.text()).matches("(?i).*(log|sign).?(out|off).*");
            if (form == null && isOfThisApp && !isLogout && pages.add(url)) {
                form = formOn(open(url));
            }
        }
        if (form == null) {
            return fail("There is no form for a post, with two fields for text, on the main page or behind its links.");
        }
        assertEquals(
                "post", form.attr("method").toLowerCase(), "The form changes something, so its method must be post.");
        assertFalse(form.select("button, [type=submit], [type=image]").isEmpty(), "The form has no button.");
        for (var field : List.of(title(form), details(form))) {
            assertFalse(field.attr("name").isEmpty(), "Browsers do not send a field that has no name: " + field);
        }
        return form;
    }

    private static FormElement formOn(Document page) {
        return page.forms().stream()
                .filter(form -> fields(form).size() >= 2)
                .findFirst()
                .orElse(null);
    }

    private static List<Element> fields(FormElement form) {
        return form.select("textarea, input:not([type]), input[type=text]");
    }

    /** The field whose name says so, or else the first that has one line. */
    private static Element title(FormElement form) {
        var fields = fields(form);
        return fields.stream()
                .filter(field -> field.attr("name").toLowerCase().contains("title"))
                .findFirst()
                .or(() -> fields.stream().filter(field -> field.nameIs("input")).findFirst())
                .orElse(fields.get(0));
    }

    /** The field for a longer text, or else the first that is not the title. */
    private static Element details(FormElement form) {
        var others = fields(form).stream().filter(field -> field != title(form)).toList();
        return others.stream()
                .filter(field -> field.nameIs("textarea"))
                .findFirst()
                .orElse(others.get(0));
    }

    /** The address to which a form is sent. */
    private static String target(FormElement form) {
        return form.submit().request().url().toString();
    }

    /** Opens the form and fills it in. What it hides, such as a token, is sent along. */
    private Connection fillIn(String title, String details) throws IOException {
        var form = form();
        var request = form.submit().followRedirects(false);
        request.data(title(form).attr("name")).value(title);
        request.data(details(form).attr("name")).value(details);
        if (form.hasAttr("enctype")) {
            request.header("Content-Type", form.attr("enctype"));
        }
        return request.header("Origin", absolute("/").replaceAll("/$", "")).referrer(form.baseUri());
    }

    private Answer send(Connection request) throws IOException {
        var response = request.execute();
        var location = response.header("Location");
        var page = location == null
                ? response.parse()
                : open(URI.create("" + response.url()).resolve(location).toString());
        var again = open(location == null ? request.request().header("Referer") : page.location());
        var news = texts(page);
        news.removeAll(texts(again));
        return new Answer(response.statusCode(), page, news);
    }

    /** The texts of a page, one for each element, without what stands in fields of forms. */
    private static Set<String> texts(Document page) {
        var texts = new HashSet<String>();
        for (var element : page.body().select(":not(textarea)")) {
            texts.add(element.ownText());
        }
        return texts;
    }

    /** The beginning of a text, and of its words, for a message that can be read. */
    private static String brief(Object text) {
        var words = text.toString().replaceAll("(\\S{40})\\S+", "$1...");
        return words.length() <= 200 ? words : words.substring(0, 200) + "...";
    }

    /** The same request in another browser, which may have other cookies. */
    private static Connection copy(Connection request, Connection browser) {
        var url = request.request().url().toString();
        return browser.newRequest(url).data(request.request().data());
    }

    private void assertRefused(String what, Connection request) throws IOException {
        var answer = send(request);
        assertTrue(answer.isNoServerError(), what + " leads to a server error.");
        assertNotStored(what);
        assertFalse(answer.news.isEmpty(), what + " is refused, but no sentence says so.");
    }

    private void assertRefusedOrCut(String what, Connection request, String text) throws IOException {
        var answer = send(request);
        assertTrue(answer.isNoServerError(), what + " leads to a server error.");
        var posts = mainPage();
        assertFalse(posts.contains(text), what + " is stored.");
        var isCut = posts.contains(text.substring(0, 9)); // its mark, and one character more
        assertTrue(isCut || !answer.news.isEmpty(), what + " is refused, but no sentence says so.");
    }

    private void assertNotStored(String what) throws IOException {
        assertFalse(mainPage().contains(mark), what + " is stored.");
    }

    /** What the main page says to those who are logged in. */
    private String mainPage() throws IOException {
        var page = open("/");
        assertFalse(isLogin(page), "Nobody is logged in any more.");
        assertEquals(200, page.connection().response().statusCode(), "The main page is an error page.");
        page.select("textarea").remove();
        return page.body().text();
    }

    private Document open(String address) throws IOException {
        return browser.newRequest(absolute(address)).get();
    }

    private static String absolute(String address) {
        return URI.create(AppTest.app).resolve(address).toString();
    }

    private static boolean isLogin(Document page) {
        return !page.select("[type=password]").isEmpty();
    }

    private static boolean isSameSite(String cookie) {
        return cookie.matches("(?i).*; *SameSite=(Lax|Strict).*");
    }

    private static void addCookie(Connection browser, String cookie) {
        var pair = cookie.split(";")[0].split("=", 2);
        browser.cookie(pair[0], pair[1]);
    }

    private static Connection newBrowser() {
        return Jsoup.newSession().ignoreHttpErrors(true).ignoreContentType(true);
    }
}
