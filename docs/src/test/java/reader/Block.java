package reader;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A fenced block of a chapter: where it begins, the words behind its fence, and its lines. */
record Block(Chapter chapter, int line, List<String> words, String text) {
    static Block of(Chapter chapter, int line, String info, String text) {
        return new Block(chapter, line, List.of(info.trim().split(" +")), text);
    }

    /** "console", "diff" and so on, or "" for a block without a word. */
    String kind() {
        return words.get(0);
    }

    boolean is(String word) {
        return words.contains(word);
    }

    /** The value of a word such as "file=Procfile", or null. */
    String value(String name) {
        Map<String, String> values = words.stream()
                .filter(word -> word.contains("="))
                .collect(Collectors.toMap(word -> word.split("=", 2)[0], word -> word.split("=", 2)[1]));
        return values.get(name);
    }

    /** The file that a diff changes, as its line "+++ b/..." names it. */
    String changedFile() {
        return text.lines()
                .filter(line -> line.startsWith("+++ b/"))
                .findFirst()
                .orElseThrow(() -> new DocsError(this, "a diff names its file: +++ b/...", text))
                .substring(6);
    }

    /** Whether Ctrl+C is pressed in it, after what the server has printed since it started. */
    boolean stopsServer() {
        return ("\n" + text).contains("\n^C\n");
    }

    /** The commands of a console block, each with the lines that it must print. */
    List<Typed> typed() {
        var beforeCommands = stopsServer() ? text.substring(0, text.indexOf("^C\n") + 3) : "";
        var chunks = ("\n" + text.substring(beforeCommands.length())).split("\n\\$ ");
        if (!chunks[0].isBlank()) {
            throw new DocsError(this, "a console block begins with a command: $ ...", chunks[0]);
        }
        var next = new int[] {line + 1 + (int) beforeCommands.lines().count()};
        return Stream.of(chunks)
                .skip(1)
                .map(chunk -> {
                    var parts = chunk.split("\n", 2);
                    var typed = new Typed(next[0], parts[0], parts.length == 1 ? "" : parts[1].stripTrailing());
                    next[0] += chunk.split("\n").length;
                    return typed;
                })
                .toList();
    }

    /** A command, the line on which it stands, and what it must print. */
    record Typed(int line, String command, String output) {}
}
