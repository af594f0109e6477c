package kit;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The steps in their order: the folder, and how many lines it adds at most to the step before it. */
public enum Step implements App {
    LOCAL("step-01-local", 0),
    PROCFILE("step-02-procfile", 16),
    ERROR_HANDLING("step-03-error-handling", 55),
    DATABASE("step-04-database", 125),
    SECURITY("step-05-security", 165),
    ONLINE("step-06-online", 80);

    /** The step that the root's Procfile starts. */
    public static final Step LAST = values()[values().length - 1];

    public final String folder;
    public final int mostAddedLines;

    Step(String folder, int mostAddedLines) {
        this.folder = folder;
        this.mostAddedLines = mostAddedLines;
    }

    /** All steps. */
    public static List<Step> all() {
        return List.of(values());
    }

    /** The steps of which something is true. */
    public static List<Step> where(Predicate<Step> condition) {
        return Stream.of(values()).filter(condition).toList();
    }

    /** The step in a folder of this name. */
    public static Step of(String folder) {
        return where(step -> step.folder.equals(folder)).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no step " + folder));
    }

    /** How many tests its suite has. */
    public int tests() {
        return Kit.read(path().resolve("src/test/java/intro/AppTest.java")).split("@Test\\b").length - 1;
    }

    /** The step's number in its folder, counted from 1. */
    public int number() {
        return ordinal() + 1;
    }

    /** The step with which its chapter begins: the one before it, and with the first step itself. */
    public Step before() {
        return this == LOCAL ? this : values()[ordinal() - 1];
    }

    public Path path() {
        return Kit.ROOT.resolve(folder);
    }

    public boolean hasProcfile() {
        return isFrom(PROCFILE);
    }

    /** Whether a visitor's mistake is a 400, errors have a page of their own, and its tests can run on a dyno. */
    public boolean handlesErrors() {
        return isFrom(ERROR_HANDLING);
    }

    /**
     * Whether migrations make its database at each start, and the posts test brings its own post. In the other steps
     * CreateDatabase makes the database, and the posts test fails until somebody has typed in its post.
     */
    public boolean hasMigrations() {
        return isFrom(DATABASE);
    }

    /** Whether its pages tell browsers what to refuse, and not to keep them. */
    public boolean hasHeaders() {
        return isFrom(SECURITY);
    }

    /** Whether it runs on a Jetty that still gets fixes, by the fork of Spark. */
    public boolean hasCurrentJetty() {
        return isFrom(SECURITY);
    }

    /** What a step brings, the later ones keep. */
    private boolean isFrom(Step first) {
        return compareTo(first) >= 0;
    }

    @Override
    public Path copy(Path target) {
        return Kit.copy(path(), target);
    }

    @Override
    public String toString() {
        return folder;
    }
}
