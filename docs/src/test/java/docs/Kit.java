package docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The repository: where it lies, its steps, and copies of them to work in. */
public class Kit {
    public static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    public static final List<String> STEPS = List.of(
            "step-01-local", "step-02-procfile", "step-03-error-handling", "step-04-database", "step-05-online");

    /** The last step, with the diffs of docs/moving-on.md. */
    public static final String JAVALIN = "step-05-online on Javalin";

    private static final Map<String, Path> BUILT = new ConcurrentHashMap<>();

    /** An empty folder whose path has a blank. It stays after a test that fails, to look at; a green build deletes all. */
    public static Path emptyFolder(String name) {
        try {
            var folders = Files.createDirectories(ROOT.resolve("docs/target/work folders"));
            return Files.createTempDirectory(folders, name + " ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies a folder of the repository, without what Git ignores. */
    public static Path copy(String folder, Path target) {
        return copy(ROOT.resolve(folder), target);
    }

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

    /** Applies all diffs of a page. */
    private static void apply(Path page, Path folder) {
        var diffs =
                Pattern.compile("(?ms)^```diff\n(.*?)^```").matcher(read(page)).results();
        try {
            var patch = folder.resolveSibling("patch");
            Files.writeString(patch, diffs.map(diff -> diff.group(1)).collect(Collectors.joining()));
            var outside = Map.of("GIT_CEILING_DIRECTORIES", folder.getParent().toString());
            var git = Command.run(folder, outside, List.of("git", "apply", "--verbose", patch.toString()));
            if (git.status() != 0 || git.output().contains("offset")) {
                throw new IllegalStateException(page + " has a diff that does not apply:\n" + git.output());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The path of a step's jar, beside which the libraries lie. */
    public static String jar(String step) {
        return built(step).resolve("target/intro.jar").toString();
    }

    /** A clean copy of a step, in which "./mvnw package" has run with the whole test suite, whatever came of that. */
    public static Path built(String step) {
        return BUILT.computeIfAbsent(step, key -> {
            var folder = copy(step.split(" ")[0], emptyFolder(step).resolve("copy"));
            if (step.equals(JAVALIN)) {
                apply(ROOT.resolve("docs/moving-on.md"), folder);
            }
            var maven = Command.maven(
                    folder, "-q", "package", "-DexcludedGroups=", "-Dmaven.test.failure.ignore", "-Dstyle.color=never");
            if (maven.status() != 0) {
                throw new IllegalStateException(step + " does not build:\n" + maven.output());
            }
            return folder;
        });
    }
}
