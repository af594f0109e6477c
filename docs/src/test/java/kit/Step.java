package kit;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The steps in their order: the folder, how many tests its suite has, how many lines it adds at most to the step before
 * it, and the files in which the two differ. Below is what else the tests ask of a step.
 */
public enum Step implements App {
    LOCAL("step-01-local", 8, 0),
    PROCFILE("step-02-procfile", 8, 16, "A .gitignore", "A Procfile", "M pom.xml", "A system.properties"),
    ERROR_HANDLING(
            "step-03-error-handling",
            9,
            55,
            "M pom.xml",
            "M src/main/java/intro/App.java",
            "A src/main/resources/templates/error.html",
            "M src/test/java/intro/AppTest.java",
            "A src/test/resources/tests"),
    DATABASE(
            "step-04-database",
            8,
            125,
            "M pom.xml",
            "M src/main/java/intro/App.java",
            "D src/main/java/intro/CreateDatabase.java",
            "A src/main/java/intro/Database.java",
            "A src/main/java/intro/Post.java",
            "A src/main/resources/db/migration/V1__create_posts.sql",
            "A src/main/resources/db/migration/V2__number_posts.sql",
            "M src/test/java/intro/AppTest.java"),
    SECURITY(
            "step-05-security",
            10,
            165,
            "M pom.xml",
            "M src/main/java/intro/App.java",
            "A src/main/java/intro/Headers.java",
            "A src/main/java/intro/SignedCookie.java",
            "M src/test/java/intro/AppTest.java"),
    ONLINE(
            "step-06-online",
            11,
            80,
            "A app.json",
            "M pom.xml",
            "M src/main/java/intro/App.java",
            "A src/main/java/intro/WebServer.java",
            "M src/test/java/intro/AppTest.java");

    /** The step that the root's Procfile starts. */
    public static final Step LAST = values()[values().length - 1];

    public final String folder;
    public final int tests;
    public final int mostAddedLines;
    public final List<String> changedFiles;

    Step(String folder, int tests, int mostAddedLines, String... changedFiles) {
        this.folder = folder;
        this.tests = tests;
        this.mostAddedLines = mostAddedLines;
        this.changedFiles = List.of(changedFiles);
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

    /** Whether CreateDatabase makes its database, and the posts test fails until somebody has typed in its post. */
    public boolean hasDatabaseProgram() {
        return !hasMigrations();
    }

    /** Whether migrations make its database at each start, and the posts test brings its own post. */
    public boolean hasMigrations() {
        return isFrom(DATABASE);
    }

    /** Whether it knows its visitors by Jetty's sessions. */
    public boolean hasSessions() {
        return !isFrom(SECURITY);
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
