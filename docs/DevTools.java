import static java.net.http.HttpRequest.BodyPublishers.noBody;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Takes a picture of the developer tools, which show a cookie of the page that Chromium has open. For screenshots.sh.
 * Arguments: the port on which Chromium can be controlled, the address of the page, the cookie's name, and the file.
 */
class DevTools {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    /** Looks for an element that is shown and begins with a text, also in those parts of the tools that hide theirs. */
    private static final String FIND = """
            (function find(root) {
              for (const e of root.querySelectorAll('*')) {
                const at = e.getBoundingClientRect();
                if (e.matches('%s') && e.innerText.trim().startsWith('%s') && at.width > 0) {
                  return (at.x + 40) + ',' + (at.y + at.height / 2);
                }
                const inside = e.shadowRoot && find(e.shadowRoot);
                if (inside) { return inside; }
              }
            })(document)""";

    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final WebSocket socket;
    private int calls;

    public static void main(String[] args) throws Exception {
        var chromium = "http://localhost:" + args[0];
        var shown = "\"url\": \"" + args[1] + "\"";
        var list = "";
        while (!list.contains(shown)) { // it may be on its way
            Thread.sleep(200);
            list = send(HttpRequest.newBuilder(URI.create(chromium + "/json/list")));
        }
        var page = find(shown + ",\\s+\"webSocketDebuggerUrl\": \"ws://([^\"]+)\"", list);
        // The tools are a web page, too: one that is told by which address it reaches the page that it inspects.
        var tools = chromium + "/devtools/devtools_app.html?ws=" + page + "%26panel=resources";
        var tab = send(HttpRequest.newBuilder(URI.create(chromium + "/json/new?" + tools)).method("PUT", noBody()));
        new DevTools(find("\"webSocketDebuggerUrl\": \"([^\"]+)\"", tab)).picture(args[2], Path.of(args[3]));
        System.exit(0);
    }

    private DevTools(String address) {
        socket = HTTP.newWebSocketBuilder().buildAsync(URI.create(address), new Listener()).join();
    }

    private void picture(String cookie, Path file) throws Exception {
        call("Emulation.setDeviceMetricsOverride", "'width': 1000, 'height': 440, 'deviceScaleFactor': 1, 'mobile': false");
        while (!click("td", cookie)) { // the tools may not be ready yet
            click("[role=treeitem]", "Cookies");
            press("ArrowRight", 39); // opens it
            press("ArrowRight", 39); // goes to the first site in it
        }
        var png = find("\"data\":\"([^\"]*)\"", call("Page.captureScreenshot", ""));
        Files.write(file, Base64.getDecoder().decode(png));
    }

    /** Clicks on an element, if it is there. */
    private boolean click(String selector, String text) throws Exception {
        var script = FIND.formatted(selector, text).replace("\n", " ").replace("'", "\\\"");
        var found = call("Runtime.evaluate", "'expression': '" + script + "'");
        var isThere = found.contains("\"string\"");
        if (isThere) {
            var at = find("\"([0-9.]+,[0-9.]+)\"", found).split(",");
            for (var type : new String[] {"mousePressed", "mouseReleased"}) {
                var where = "'x': " + at[0] + ", 'y': " + at[1] + ", 'button': 'left', 'clickCount': 1";
                call("Input.dispatchMouseEvent", "'type': '" + type + "', " + where);
            }
        }
        Thread.sleep(500);
        return isThere;
    }

    private void press(String key, int code) throws Exception {
        call("Input.dispatchKeyEvent", "'type': 'rawKeyDown', 'key': '" + key + "', 'windowsVirtualKeyCode': " + code);
        Thread.sleep(500);
    }

    /** Calls a method of the Chrome DevTools Protocol, and returns its answer. */
    private String call(String method, String params) throws Exception {
        var id = ++calls;
        var json = "{'id': " + id + ", 'method': '" + method + "', 'params': {" + params + "}}";
        socket.sendText(json.replace('\'', '"'), true).join();
        while (true) {
            var answer = answers.poll(20, TimeUnit.SECONDS);
            if (answer == null || answer.startsWith("{\"id\":" + id + ",")) {
                return answer;
            }
        }
    }

    private static String send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    private static String find(String pattern, String text) {
        var matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("There is no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }

    private class Listener implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            message.append(text);
            if (last) {
                answers.add(message.toString());
                message.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
