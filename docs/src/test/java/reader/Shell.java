package reader;

import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.*;
import kit.*;

/** One shell that commands are typed into, and other terminals, in which servers may run: Bash, or zsh with -Dshell=zsh. */
class Shell implements AutoCloseable {
    private static final String MARK = "--- end of command, status ";

    static final boolean ZSH = System.getProperty("shell", "bash").equals("zsh");

    /** Without the settings of whoever starts the build. */
    private static final List<String> COMMAND = ZSH ? List.of("zsh", "-f") : List.of("bash", "--norc");

    private final Process shell;
    private final BufferedReader output;
    private final Map<String, String> environment;
    private final Map<String, String> ports;
    private final Deque<Server> servers = new ArrayDeque<>(); // first the one that was started last

    /** A server, the file that it prints into, and what it had printed when it said that it listens. */
    private record Server(Process process, Path log, String shown) {}

    /**
     * Opens a shell in a folder, with the Java and the local Maven repository of this build. The ports that the pages
     * name stand for others that are free, in what is typed and in what is printed.
     */
    Shell(Path folder, Map<String, String> ports) throws IOException {
        this.ports = ports;
        var home = System.getProperty("java.home");
        environment = new HashMap<>(Map.of("JAVA_HOME", home, "PORT", ports.get("4567")));
        environment.put("PATH", Path.of(home, "bin") + ":" + System.getenv("PATH"));
        environment.put("JAVA_TOOL_OPTIONS", Command.QUICK_START);
        environment.put("MAVEN_ARGS", "-Dmaven.repo.local=" + Command.repository());
        environment.put("GIT_CONFIG_GLOBAL", gitSettings().toString());
        // It reads commands from a file of its own, so that a command which reads does not swallow the next one.
        var words = List.of("bash", "-c", "exec $0 /dev/fd/3 3<&0 </dev/null", String.join(" ", COMMAND));
        var builder = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
        Command.setEnvironment(builder, environment);
        shell = builder.start();
        output = shell.inputReader(StandardCharsets.UTF_8);
    }

    /** A reader's name, and the way of line ends that Git for Windows begins with. */
    private static Path gitSettings() throws IOException {
        return Files.writeString(Kit.emptyFolder("git").resolve("config"), """
                [user]
                name = Reader
                email = reader@example.com
                [core]
                autocrlf = true
                """);
    }

    /** Types a command and waits for its end. The next command sees its status as $?. "^C" stops the server. */
    Command type(String command) throws IOException, InterruptedException {
        if (command.equals(Block.CTRL_C)) {
            return new Command(0, stop());
        }
        var writer = shell.outputWriter(StandardCharsets.UTF_8);
        writer.write("(exit ${code:-0})\n" + real(command) + "\ncode=$?; echo; echo \"" + MARK + "$code\"\n");
        writer.flush();
        var tenMinutes = CompletableFuture.delayedExecutor(10, TimeUnit.MINUTES);
        var limit = CompletableFuture.runAsync(() -> Command.kill(shell), tenMinutes);
        var lines = new StringBuilder();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(MARK)) {
                limit.cancel(false);
                lines.setLength(Math.max(0, lines.length() - 1)); // the line end of the bare "echo"
                return new Command(Integer.parseInt(line.substring(MARK.length())), plain(lines.toString()));
            }
            lines.append(line).append('\n');
        }
        throw new IOException(command + " has ended the shell, or not come to an end in ten minutes:\n" + lines);
    }

    /** The folder in which commands are typed now. */
    Path folder() throws IOException, InterruptedException {
        return Path.of(type("pwd").output().strip());
    }

    /** Starts a server in a terminal of its own, and returns what it has printed when it says that it listens. */
    Command serve(String command) throws IOException, InterruptedException {
        var files = Kit.emptyFolder("server");
        var log = files.resolve("log");
        // The new terminal has the variables of the first one, and its folder, whose name is for the shell alone to
        // read.
        var lines = real(type("export -p").output() + "\ncd \"$PWD\"\n" + command);
        var script = Files.writeString(files.resolve("script"), lines);
        var server = Command.start(files, environment, List.of(COMMAND.get(0), COMMAND.get(1), script.toString()), log);
        var patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (!Files.readString(log).contains("Listening on http")) {
            if (System.nanoTime() > patience) {
                Command.kill(server);
                throw new IOException(command + " has not listened within three minutes:\n" + Files.readString(log));
            }
            if (!server.isAlive()) {
                return new Command(1, plain(Files.readString(log)));
            }
            Thread.sleep(50);
        }
        Thread.sleep(100);
        servers.push(new Server(server, log, Files.readString(log)));
        return new Command(0, plain(servers.peek().shown()));
    }

    boolean isServing() {
        return !servers.isEmpty();
    }

    /**
     * Ends the server that was started last, and returns what it has printed since it listens. As with Ctrl+C, the
     * programs end and then the shells that wait for them: a program without its shell would be slow to be seen to end.
     */
    String stop() throws IOException, InterruptedException {
        var server = servers.pop(); // throws NoSuchElementException when there is none
        var printed = Files.readString(server.log()).substring(server.shown().length());
        server.process()
                .descendants()
                .filter(process -> process.children().findAny().isEmpty())
                .forEach(ProcessHandle::destroy);
        server.process().waitFor();
        return plain(printed);
    }

    private String real(String command) {
        for (var port : ports.keySet()) {
            command = replace(command, port, ports.get(port));
        }
        return command;
    }

    /** Replaces a number where it is no part of another one, or of a name. */
    private static String replace(String text, String number, String other) {
        return text.replaceAll("\\b" + number + "\\b", other);
    }

    /**
     * As the page has it: without colours, blanks at the ends of lines, what Java says of JAVA_TOOL_OPTIONS, and what
     * shells put before their messages when they are not in a terminal.
     */
    private String plain(String printed) {
        for (var port : ports.keySet()) {
            printed = replace(printed, ports.get(port), port);
        }
        return printed.replaceAll("(?m)^.*Picked up JAVA_TOOL_OPTIONS: .*\n?", "")
                .replaceAll("(?m)^(bash|/dev/fd/3): line \\d+: ", "bash: ")
                .replaceAll("(?m)^/dev/fd/3:(\\w+):\\d+: ", "$1: ")
                .replaceAll("(?m)^/dev/fd/3:\\d+: ", "zsh: ")
                .replaceAll("\u001b\\[[0-9;]*m", "")
                .replaceAll("[ \t\r]+(?=\n|$)", "");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (var server : servers) {
            Command.kill(server.process());
        }
        Command.kill(shell); // with what it has in the background
    }
}
