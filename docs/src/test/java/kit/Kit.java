package kit;

import java.io.*;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The repository: where it lies, its files, and folders to work in. */
public class Kit {
    public static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Map<App, Path> BUILT = new ConcurrentHashMap<>();

    /** An empty folder whose path has a blank. It stays after a test that fails, to look at; a green build deletes all. */
    public static Path emptyFolder(String name) {
        try {
            var folders = Files.createDirectories(ROOT.resolve("docs/target/work folders"));
            return Files.createTempDirectory(folders, name + " ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies a folder, without what Git ignores. */
    public static Path copy(Path source, Path target) {
        for (var path : files(source)) {
            try {
                Files.createDirectories(target.resolve(path).getParent());
                Files.copy(source.resolve(path), target.resolve(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return target;
    }

    /** The files in a folder, relative to it, without what Git ignores: other tests may be changing that. */
    public static List<Path> files(Path folder) {
        try (var paths = Files.list(folder)) {
            return paths.filter(path -> !path.getFileName().toString().matches("target|\\.git|.*\\.db"))
                    .flatMap(path -> Files.isDirectory(path)
                            ? files(path).stream().map(path.getFileName()::resolve)
                            : Stream.of(path.getFileName()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts the sample database into a folder, as CreateDatabase makes it: step 1's suite has done so. */
    public static void createSample(Path folder) {
        try {
            Files.copy(built(Step.LOCAL).resolve("sample.mv.db"), folder.resolve("sample.mv.db"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The path of an app's jar, beside which the libraries lie. */
    public static String jar(App app) {
        return built(app).resolve("target/intro.jar").toString();
    }

    /** A clean copy of an app, in which "./mvnw package" has run with the whole test suite, whatever came of that. */
    public static Path built(App app) {
        return BUILT.computeIfAbsent(app, key -> {
            var folder = app.copy(emptyFolder(app.toString()).resolve("copy"));
            var maven = Command.maven(
                    folder, "-q", "package", "-DexcludedGroups=", "-Dmaven.test.failure.ignore", "-Dstyle.color=never");
            if (maven.status() != 0) {
                throw new IllegalStateException(app + " does not build:\n" + maven.output());
            }
            return folder;
        });
    }
}
