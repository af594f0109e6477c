package reader;

import java.io.IOException;
import java.nio.file.Files;
import java.util.*;
import java.util.stream.Collectors;
import kit.*;

/** What a chapter's diffs, files and excerpts must say, taken from the steps. */
class Rewrite {
    /** Whether the build was started with "-Drewrite". */
    static boolean isWanted() {
        return System.getProperty("rewrite") != null;
    }

    /** The blocks of any page that quote a step, with their new text. */
    static Map<Block, String> quotes(Page page) {
        return page.blocks().stream()
                .filter(Block::quotesAStep)
                .collect(Collectors.toMap(
                        block -> block,
                        block -> excerpt(block.text(), Kit.read(Kit.ROOT.resolve(block.value("excerpt"))))));
    }

    /** The blocks of a chapter that leads from one step to the next, and that are out of date, with their new text. */
    static Map<Block, String> changes(Page page) throws IOException {
        var changes = new HashMap<Block, String>();
        var step = page.step().orElse(null);
        for (var block : step != null && page.equals(Page.of(step)) ? page.blocks() : List.<Block>of()) {
            if (block.is("half")) {
                continue; // the file as it is half-way stands in no step
            }
            if (block.value("file") != null) {
                changes.put(block, Kit.read(step.path().resolve(block.value("file"))));
            } else if (block.value("excerpt") != null) {
                var content = Kit.read(step.path().resolve(block.value("excerpt")));
                changes.put(block, excerpt(block.text(), content));
            } else if (block.is("diff") && !block.is("try")) {
                changes.put(block, diff(block.changedFile(), step.before(), step));
            }
        }
        changes.entrySet().removeIf(change -> change.getKey().text().equals(change.getValue()));
        return changes;
    }

    /** The difference between two steps' versions of a file, but for the artifact's own name. */
    private static String diff(String file, Step before, Step step) throws IOException {
        var folder = Kit.emptyFolder("diff");
        var old = Kit.read(before.path().resolve(file)).replace(before.folder, step.folder);
        Files.writeString(folder.resolve("old"), old);
        Files.copy(step.path().resolve(file), folder.resolve("new"));
        var diff = Command.run(folder, Map.of(), List.of("git", "diff", "--no-index", "-U1", "old", "new"));
        var hunks = diff.output().substring(diff.output().indexOf("\n@@") + 1);
        return "--- a/" + file + "\n+++ b/" + file + "\n" + hunks.replaceAll("(?m)^(@@ .* @@).*$", "$1");
    }

    /** The lines of a file from an excerpt's first line to its last; the excerpt itself where these are not found. */
    static String excerpt(String excerpt, String content) {
        if (("\n" + content).contains("\n" + excerpt)) {
            return excerpt;
        }
        var quoted = excerpt.lines().toList();
        var lines = content.lines().toList();
        var from = lines.indexOf(quoted.get(0));
        var rest = lines.subList(Math.max(from, 0), lines.size());
        var to = rest.indexOf(quoted.get(quoted.size() - 1));
        return from < 0 || to < 0 ? excerpt : String.join("\n", rest.subList(0, to + 1)) + "\n";
    }
}
