package intro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Exercise 2: a second process type in the Procfile, whose command creates the database. */
class ProcfileTest {
    /** The name of a process type, a colon, and a command. */
    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9_-]+):\\s*(\\S.*)");

    /** In a shell, the command before a single & runs in the background; && and 2>&1 mean something else. */
    private static final Pattern SINGLE_AND = Pattern.compile("(?<![&>|])&(?![&>])");

    /** The process types of the Procfile and their commands. */
    private static final Map<String, String> COMMANDS = new LinkedHashMap<>();

    /** The commands run here, and not in your folder, so they neither see nor change your own database. */
    @TempDir
    private Path temp;

    @BeforeAll
    static void readProcfile() throws IOException {
        if (!List.of(new File(".").list()).contains("Procfile")) {
            fail("There is no file Procfile, with a capital P and no ending.");
        }
        for (var line : new String(Files.readAllBytes(Path.of("Procfile")), UTF_8).split("\r?\n")) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            var matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                fail("This line of the Procfile is not a name without blanks, a colon and a command: \"" + line + "\"");
            }
            var name = matcher.group(1);
            var command = matcher.group(2);
            if (SINGLE_AND.matcher(command).find()) {
                fail("The line of " + name + " has a single &. Heroku does not wait for a command before it.");
            }
            if (COMMANDS.put(name, command) != null) {
                fail("The Procfile has two lines for " + name + ". Each process type needs a name of its own.");
            }
        }
        if (Files.notExists(Path.of("target/intro.jar"))) {
            fail("There is no target/intro.jar. Build first: ./mvnw -q -DskipTests package");
        }
    }

    @Test
    void webStartsTheApp() throws Exception {
        if (!COMMANDS.containsKey("web")) {
            fail("The Procfile has no process type web. It is the one that Heroku starts for visitors.");
        }
        var port = freePort();
        var web = start("web", port);
        try {
            if (!listens(web, port)) {
                fail("The command of web starts no app that listens on the port in PORT. " + printed("web"));
            }
            var page = Jsoup.connect("http://localhost:" + port + "/login").ignoreHttpErrors(true);
            if (page.execute().statusCode() != 200) {
                fail("The command of web starts something else than the app: there is no page /login.");
            }
        } finally {
            stop(web);
        }
    }

    @Test
    void aSecondTypeCreatesTheDatabase() throws Exception {
        var types = COMMANDS.keySet().stream()
                .filter(type -> !type.matches("web|release"))
                .toList();
        if (types.isEmpty()) {
            fail("The Procfile has one process type. A second one is missing. (Heroku runs release by itself.)");
        }
        var problems = new ArrayList<String>();
        for (var type : types) {
            var problem = problem(type);
            if (problem == null) {
                return;
            }
            problems.add(problem);
        }
        fail(String.join("\n", problems));
    }

    /** Runs the command of a process type. Says why it does not create the database, or null if it does. */
    private String problem(String type) throws Exception {
        var port = freePort();
        var process = start(type, port);
        try {
            if (listens(process, port)) {
                return "The command of " + type + " starts the app. It must create the database, and end.";
            }
            if (process.isAlive()) {
                return "The command of " + type + " has not ended after two minutes.";
            }
        } finally {
            stop(process);
        }
        var file = temp.resolve(type).resolve(App.database + ".mv.db");
        if (Files.notExists(file)) {
            return "The command of " + type + " creates no file " + file.getFileName() + " beside the Procfile. "
                    + printed(type);
        }
        var url = "jdbc:h2:" + file.toString().replace(".mv.db", "") + ";IFEXISTS=TRUE";
        try (var connection = DriverManager.getConnection(url);
                var rows = connection.createStatement().executeQuery("SELECT * FROM posts")) {
            return rows.next()
                    ? null
                    : "The command of " + type + " creates a database without posts. " + printed(type);
        } catch (SQLException e) {
            return "The command of " + type + " makes a file, but no database with posts: " + e.getMessage();
        }
    }

    /** Starts a command as Heroku does, with a shell and a port, in a folder that has your files, but no database. */
    private Process start(String type, int port) throws IOException {
        assumeFalse(OS.WINDOWS.isCurrentOs(), "The commands are for a dyno, which runs Linux.");
        var folder = temp.resolve(type);
        try (var paths = Files.walk(Path.of(""))) {
            for (var path :
                    paths.filter(path -> !path.toString().endsWith(".db")).toList()) {
                Files.copy(path, folder.resolve(path));
            }
        }
        var builder = new ProcessBuilder("bash", "-c", COMMANDS.get(type)).directory(folder.toFile());
        builder.environment().put("PORT", "" + port);
        builder.redirectErrorStream(true)
                .redirectOutput(temp.resolve(type + ".log").toFile());
        var process = builder.start();
        process.getOutputStream().close(); // nobody is there to type anything
        return process;
    }

    /** Waits until the process listens on the port, or until it ends, two minutes at most. */
    private static boolean listens(Process process, int port) throws InterruptedException {
        for (var i = 0; i < 1200 && process.isAlive(); i++) {
            try (var socket = new Socket("localhost", port)) {
                return true;
            } catch (IOException e) {
                Thread.sleep(100); // not yet
            }
        }
        return false;
    }

    private String printed(String type) throws IOException {
        var output = Files.readString(temp.resolve(type + ".log")).strip();
        return output.isEmpty() ? "It prints nothing." : "It prints: " + output;
    }

    /** Ends a process and what it has started. */
    private static void stop(Process process) {
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
