package steps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.*;
import java.nio.file.*;
import java.time.Duration;
import java.util.*;
import java.util.logging.*;
import kit.Kit;
import org.openqa.selenium.*;
import org.openqa.selenium.chrome.*;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;

/** Chromium without a window, as wide as a small phone, and a visitor who has a keyboard and no mouse. */
class Browser implements AutoCloseable {
    /** Where Debian's packages chromium and chromium-driver put them. */
    static final List<Path> PROGRAMS = List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromedriver"));

    private static final int WIDTH = 320;

    /** Tells what axe-core finds on a page: the rule, its sentence, and each element with what is wrong with it. */
    private static final String VIOLATIONS = """
            const done = arguments[0]
            const tell = node => "\\n" + node.html + "\\n" + node.failureSummary
            axe.run().then(
                found => done(found.violations.map(rule => rule.id + ": " + rule.help + rule.nodes.map(tell).join(""))),
                error => done([String(error)]))
            """;

    private static final String AXE = axe();

    /** Held here, so that its level stays. It would warn at each start that Chromium is newer than Selenium. */
    private static final Logger LOG = Logger.getLogger("org.openqa.selenium.devtools");

    private final ChromeDriver chromium;
    private final String app;

    Browser(int port) {
        LOG.setLevel(Level.SEVERE);
        app = "http://localhost:" + port;
        var home = Kit.emptyFolder("chromium").toString();
        var options = new ChromeOptions().setBinary(PROGRAMS.get(0).toFile());
        options.addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run");
        options.addArguments("--disable-background-networking", "--disable-component-update", "--disable-sync");
        options.addArguments("--no-proxy-server", "--hide-scrollbars", "--user-data-dir=" + home);
        options.setCapability("goog:loggingPrefs", Map.of(LogType.BROWSER, "ALL"));
        var driver = new ChromeDriverService.Builder()
                .usingDriverExecutable(PROGRAMS.get(1).toFile())
                .withEnvironment(Map.of("HOME", home))
                .build();
        chromium = new ChromeDriver(driver, options);
        chromium.manage().timeouts().scriptTimeout(Duration.ofMinutes(5));
        var screen = Map.<String, Object>of("width", WIDTH, "height", 640, "deviceScaleFactor", 1, "mobile", false);
        chromium.executeCdpCommand("Emulation.setDeviceMetricsOverride", screen);
    }

    static boolean isThere() {
        return PROGRAMS.stream().allMatch(Files::isExecutable);
    }

    void open(String path) {
        chromium.get(app + path);
    }

    void reload() {
        chromium.navigate().refresh();
    }

    void back() {
        chromium.navigate().back();
    }

    void type(CharSequence keys) {
        new Actions(chromium).sendKeys(keys).perform();
    }

    /** Presses Tab until the field, button or link of this name has the focus. */
    void tabTo(String name) {
        var passed = new ArrayList<String>();
        while (passed.size() < 20) {
            type(Keys.TAB);
            var focused = chromium.switchTo().activeElement().getAccessibleName();
            if (focused.equals(name)) {
                return;
            }
            passed.add(focused);
        }
        throw new AssertionError("The Tab key does not lead to \"" + name + "\", only to " + passed);
    }

    /** Presses Enter, and waits for the page to which that leads. */
    void enter() throws Exception {
        chromium.executeScript("window.isLeft = true");
        type(Keys.ENTER);
        var arrived = "return !window.isLeft && document.readyState === 'complete'";
        Background.await(() -> (Boolean) chromium.executeScript(arrived));
    }

    /** The words that the page shows. */
    String text() {
        return chromium.findElement(By.tagName("body")).getText();
    }

    /** Fails where axe-core finds a violation, in light or dark, the page is too wide, or the console has a message. */
    void assertNoObstacles() {
        var page = chromium.getCurrentUrl() + ", \"" + text().replace('\n', ' ') + '"';
        chromium.executeScript(AXE);
        for (var scheme : List.of("light", "dark")) {
            var feature = Map.of("name", "prefers-color-scheme", "value", scheme);
            chromium.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
            assertEquals(List.of(), chromium.executeAsyncScript(VIOLATIONS), page + " in " + scheme);
        }
        var width = chromium.executeScript("return document.documentElement.scrollWidth");
        assertEquals((long) WIDTH, width, "the width of " + page);
        // The status of an error page is a message, too.
        var status = chromium.getCurrentUrl() + " - Failed to load resource: the server responded with a status of ";
        var console = chromium.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(entry -> entry.getMessage())
                .filter(message -> !message.startsWith(status))
                .toList();
        assertEquals(List.of(), console, "the console of " + page);
    }

    private static String axe() {
        try (var script = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        chromium.quit();
    }
}
