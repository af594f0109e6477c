package steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import docs.Command;
import docs.Kit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Neighbouring steps differ in the files that their chapter is about, and in no other. */
class NeighboursTest {
    @Test
    void step2AddsWhatHerokuNeeds() {
        var changes = diff("step-01-local", "step-02-procfile", "--name-status");
        assertEquals(List.of("A .gitignore", "A Procfile", "M pom.xml", "A system.properties"), changes);
        var pom = Kit.read(Kit.ROOT.resolve("step-01-local/pom.xml"));
        assertEquals(
                pom.replace("step-01-local", "step-02-procfile"),
                Kit.read(Kit.ROOT.resolve("step-02-procfile/pom.xml")));
    }

    @Test
    void step3HandlesErrors() {
        assertEquals(
                List.of(
                        "M pom.xml",
                        "M src/main/java/intro/App.java",
                        "A src/main/resources/templates/error.html",
                        "M src/test/java/intro/AppTest.java",
                        "A src/test/resources/tests"),
                diff("step-02-procfile", "step-03-error-handling", "--name-status"));
    }

    @Test
    void step4BringsTheDatabase() {
        assertEquals(
                List.of(
                        "M pom.xml",
                        "M src/main/java/intro/App.java",
                        "D src/main/java/intro/CreateDatabase.java",
                        "A src/main/java/intro/Database.java",
                        "A src/main/java/intro/Post.java",
                        "A src/main/resources/db/migration/V1__create_posts.sql",
                        "A src/main/resources/db/migration/V2__number_posts.sql",
                        "M src/test/java/intro/AppTest.java"),
                diff("step-03-error-handling", "step-04-database", "--name-status"));
    }

    @Test
    void step5GoesOnline() {
        assertEquals(
                List.of(
                        "A app.json",
                        "M pom.xml",
                        "M src/main/java/intro/App.java",
                        "A src/main/java/intro/Headers.java",
                        "A src/main/java/intro/SignedCookie.java",
                        "A src/main/java/intro/WebServer.java",
                        "M src/test/java/intro/AppTest.java"),
                diff("step-04-database", "step-05-online", "--name-status"));
    }

    /** A difference that can be read in one go. */
    @ParameterizedTest
    @CsvSource({"0,12", "1,55", "2,130", "3,195"})
    void noStepAddsMuch(int before, int most) {
        var lines = diff(Kit.STEPS.get(before), Kit.STEPS.get(before + 1), "--unified=0");
        var added =
                lines.stream().filter(line -> line.matches("\\+(?!\\+\\+ ).*")).count();
        assertTrue(added <= most, () -> added + " lines, and not " + most);
    }

    /** What "git diff --no-index" prints for clean copies of two steps. */
    private static List<String> diff(String before, String after, String format) {
        var folder = Kit.emptyFolder("neighbours");
        Kit.copy(before, folder.resolve("before"));
        Kit.copy(after, folder.resolve("after"));
        var words = List.of("git", "diff", "--no-index", "--no-renames", format, "before", "after");
        return Command.run(folder, Map.of(), words)
                .output()
                .lines()
                .map(line -> line.replaceFirst("^([AMD])\t(before|after)/", "$1 "))
                .collect(Collectors.toList());
    }
}
