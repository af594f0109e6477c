package kit;

import java.io.*;
import java.net.*;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.stream.Stream;

/** What became of a command: its exit status, and all that it printed. */
public record Command(int status, String output) {
    public static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");
    /** Options for a Java that runs for a few seconds: one compiler, and no check of classes that javac has just made. */
    public static final String QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
            + " -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote";

    /** A machine that is not like others: in Turkish, the small letter of I is not i, and this clock is half an hour off. */
    private static final String ELSEWHERE = " -Duser.language=tr -Duser.country=TR -Duser.timezone=Asia/Kolkata";

    public static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** What a shell that starts the build may have set, and must not reach what the tests start. */
    private static final List<String> NOT_INHERITED = List.of(("ADMIN_PASSWORD DATABASE_URL DYNO JAVA_TOOL_OPTIONS"
                    + " JDBC_DATABASE_URL JDK_JAVA_OPTIONS MAVEN_ARGS MAVEN_OPTS PORT SECRET_KEY STEP")
            .split(" "));

    private static final List<DatagramSocket> CLAIMS = new ArrayList<>();

    /** Runs a command to its end; when it hangs, it counts as failed. */
    public static Command run(Path folder, Map<String, String> environment, List<String> words) {
        try {
            var log = Kit.emptyFolder("command").resolve("log");
            var process = start(folder, environment, words, log);
            if (!process.waitFor(10, TimeUnit.MINUTES)) {
                kill(process);
                throw new IllegalStateException(words + " did not end in ten minutes:\n" + Files.readString(log));
            }
            return new Command(process.exitValue(), Files.readString(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Command java(Path folder, String... arguments) {
        return run(folder, Map.of(), javaWords(arguments));
    }

    /** The words of a command that starts the Java of this build. */
    public static List<String> javaWords(String... arguments) {
        var words = new ArrayList<>(List.of(JAVA));
        words.addAll(List.of(QUICK_START.split(" ")));
        words.addAll(List.of(arguments));
        return words;
    }

    /** Runs the folder's own Maven wrapper, its tests elsewhere, with the Java and the local repository of this build. */
    public static Command maven(Path folder, String... arguments) {
        var wrapper = folder.resolve(WINDOWS ? "mvnw.cmd" : "mvnw").toString();
        var options = Stream.of("-DargLine=" + QUICK_START + ELSEWHERE, "-Dmaven.repo.local=" + repository());
        var words = Stream.of(Stream.of(wrapper, "-B"), options, Stream.of(arguments))
                .flatMap(word -> word);
        var environment = Map.of("JAVA_HOME", System.getProperty("java.home"), "MAVEN_OPTS", QUICK_START);
        return run(folder, environment, words.toList());
    }

    /** The local Maven repository of this build, by a path without a blank, for variables that are split at blanks. */
    public static String repository() {
        var home = System.getProperty("user.home") + "/.m2/repository";
        var repository = System.getProperty("maven.repo.local", home);
        if (!repository.contains(" ")) {
            return repository;
        }
        try {
            var folder = Files.createTempDirectory("maven");
            var link = Files.createSymbolicLink(folder.resolve("repository"), Path.of(repository));
            folder.toFile().deleteOnExit();
            link.toFile().deleteOnExit(); // what is named last is deleted first
            return link.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A port that nobody listens on, below those that systems hand out to programs that ask for any port. Two builds at
     * the same time do not get the same one: each claims its ports, by taking them for UDP, which no app here uses.
     */
    public static synchronized int freePort() {
        while (true) {
            var port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (var socket = new ServerSocket(port)) {
                CLAIMS.add(new DatagramSocket(port));
                return socket.getLocalPort();
            } catch (IOException e) {
                continue; // it is taken
            }
        }
    }

    /** Gives a command these variables, and none that would change what it does or how it prints. */
    public static void setEnvironment(ProcessBuilder builder, Map<String, String> environment) {
        builder.environment().keySet().removeAll(NOT_INHERITED);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
    }

    /** Starts a command that prints into a file, both its output and its errors. */
    public static Process start(Path folder, Map<String, String> environment, List<String> words, Path log)
            throws IOException {
        var builder = new ProcessBuilder(words).directory(folder.toFile());
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        setEnvironment(builder, environment);
        return builder.start();
    }

    /** Ends a process and all that it has started, at once. */
    public static void kill(Process process) {
        var all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }
}
