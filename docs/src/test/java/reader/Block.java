package reader;

import java.util.*;
import java.util.stream.Collectors;

/**
 * A fenced block of a page: the heading of its section, the line on which it begins, the paragraph before it, the
 * words behind its fence, and its lines.
 */
record Block(Page page, String section, int line, String before, List<String> words, String text) {
    static final String CTRL_C = "^C";

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

    /** Whether it is an excerpt from a file of the kit, and not of the reader's folder. */
    boolean quotesAStep() {
        return value("excerpt") != null && value("excerpt").startsWith("step-");
    }

    /** The file that a diff changes, as its line "+++ b/..." names it. */
    String changedFile() {
        return text.lines()
                .filter(line -> line.startsWith("+++ b/"))
                .findFirst()
                .orElseThrow(() -> new DocsError(this, "a diff names its file: +++ b/...", text))
                .substring(6);
    }

    /** What is typed into a console block: its commands, and "^C". */
    List<Typed> typed() {
        var typed = new ArrayList<Typed>();
        var printed = new ArrayList<String>(); // before "^C" or after a command
        var number = line;
        for (var text : text.lines().toList()) {
            number++;
            if (text.startsWith("$ ")) {
                if (typed.isEmpty() && !printed.isEmpty()) {
                    throw new DocsError(this, "a console block begins with a command: $ ...", printed.get(0));
                }
                printed = new ArrayList<>();
                typed.add(new Typed(number, text.substring(2), printed));
            } else if (text.equals(CTRL_C)) {
                typed.add(new Typed(number, text, printed));
            } else {
                printed.add(text);
            }
        }
        return typed;
    }

    /** A command, the line on which it stands, and what must be printed: after it, or before Ctrl+C. */
    record Typed(int line, String command, List<String> printed) {
        String output() {
            return String.join("\n", printed).stripTrailing();
        }

        /** The lines of the page, with this output. */
        String page(String output) {
            var lines = output.isEmpty() ? "" : output + "\n";
            return command.equals(CTRL_C) ? lines + command + "\n" : "$ " + command + "\n" + lines;
        }
    }
}
