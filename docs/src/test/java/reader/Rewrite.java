package reader;

import docs.Command;
import docs.Kit;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a chapter's diffs, files and excerpts must say, taken from the steps. */
class Rewrite {
    /** The blocks of a chapter that leads from one step to the next, and that are out of date, with their new text. */
    static Map<Block, String> changes(Chapter chapter, String before, String step) throws IOException {
        var changes = new HashMap<Block, String>();
        var diffs = new LinkedHashMap<String, List<Block>>();
        for (var block : chapter.blocks()) {
            if (block.value("file") != null) {
                changes.put(block, Kit.read(Kit.ROOT.resolve(step).resolve(block.value("file"))));
            } else if (block.value("excerpt") != null) {
                var content = Kit.read(Kit.ROOT.resolve(step).resolve(block.value("excerpt")));
                changes.put(block, excerpt(block.text(), content));
            } else if (block.is("diff") && !block.is("try") && !block.is("half")) {
                diffs.computeIfAbsent(block.changedFile(), file -> new ArrayList<>())
                        .add(block);
            }
        }
        for (var file : diffs.keySet()) {
            var blocks = diffs.get(file);
            var hunks = hunks(file, before, step);
            var sizes = blocks.stream()
                    .map(block -> block.text().split("(?m)^@@ ").length - 1)
                    .toList();
            var sameNumber =
                    hunks.size() == sizes.stream().mapToInt(size -> size).sum();
            for (var i = 0; i < blocks.size(); i++) {
                // When their number has changed, they all go into the first block, for the author to share out.
                var size = sameNumber ? sizes.get(i) : i == 0 ? hunks.size() : 0;
                var header = "--- a/" + file + "\n+++ b/" + file + "\n";
                changes.put(blocks.get(i), header + String.join("", hunks.subList(0, size)));
                hunks.subList(0, size).clear();
            }
        }
        changes.entrySet().removeIf(change -> change.getKey().text().equals(change.getValue()));
        return changes;
    }

    /** The hunks of the diff between two steps' versions of a file, but for the artifact's own name. */
    private static List<String> hunks(String file, String before, String step) throws IOException {
        var folder = Kit.emptyFolder("diff");
        var old = Kit.read(Kit.ROOT.resolve(before).resolve(file)).replace(before, step);
        Files.writeString(folder.resolve("old"), old);
        Files.copy(Kit.ROOT.resolve(step).resolve(file), folder.resolve("new"));
        var diff = Command.run(folder, Map.of(), List.of("git", "diff", "--no-index", "-U1", "old", "new"));
        var withoutNames = diff.output().replaceAll("(?m)^(@@ .* @@).*$", "$1");
        var hunks = new ArrayList<>(List.of(withoutNames.split("(?m)^(?=@@ )")));
        hunks.remove(0); // the header of the diff
        return hunks;
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
