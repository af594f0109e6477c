package reader;

import java.util.regex.Pattern;

/** What a Mermaid diagram says to those who can't see it: "accTitle: ..." and "accDescr: ..." or "accDescr { ... }". */
class Diagram {
    private static final Pattern TITLE = Pattern.compile("(?m)^ *accTitle: *(.*)\n");
    private static final Pattern DESCRIPTION = Pattern.compile("(?m)^ *accDescr(?:: *(.*)| *\\{([^}]*)})\n");

    /** The title, or "" without one. */
    static String title(String source) {
        var matcher = TITLE.matcher(source);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** The description, or "" without one. */
    static String description(String source) {
        var matcher = DESCRIPTION.matcher(source);
        if (!matcher.find()) {
            return "";
        }
        var said = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return said.replaceAll("\\s+", " ").strip();
    }

    /** The source without the two. */
    static String drawing(String source) {
        return DESCRIPTION.matcher(TITLE.matcher(source).replaceAll("")).replaceAll("");
    }
}
