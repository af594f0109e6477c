package kit;

import java.io.*;
import java.nio.file.*;
import java.util.*;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The last step, with the diffs of docs/javalin.md. */
record Javalin() implements App {
    private static final Path PAGE = Kit.ROOT.resolve("docs/javalin.md");

    @Override
    public Path copy(Path target) {
        Step.LAST.copy(target);
        var diffs = Pattern.compile("(?ms)^```diff\n(.*?)^```")
                .matcher(Kit.read(PAGE))
                .results();
        try {
            var patch = target.resolveSibling("patch");
            Files.writeString(patch, diffs.map(diff -> diff.group(1)).collect(Collectors.joining()));
            var outside = Map.of("GIT_CEILING_DIRECTORIES", target.getParent().toString());
            var git = Command.run(target, outside, List.of("git", "apply", "--verbose", patch.toString()));
            if (git.status() != 0 || git.output().contains("offset")) {
                throw new IllegalStateException(PAGE + " has a diff that does not apply:\n" + git.output());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return target;
    }

    @Override
    public String toString() {
        return Step.LAST + " on Javalin";
    }
}
