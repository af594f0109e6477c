package steps;

import static org.junit.jupiter.api.Assertions.*;

import java.util.*;
import java.util.stream.Collectors;
import kit.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Neighbouring steps differ in the files that their chapter is about, and in no other. */
class NeighboursTest {
    private static final List<Step> STEPS = Step.where(step -> step != Step.LOCAL);

    @ParameterizedTest
    @FieldSource("STEPS")
    void onlyTheFilesOfItsChapterDiffer(Step step) {
        assertEquals(step.changedFiles, diff(step, "--name-status"));
    }

    /** What step 2 adds stands beside the code. */
    @Test
    void thePomOfStep2DiffersInItsNameAlone() {
        var pom = Kit.read(Step.LOCAL.path().resolve("pom.xml"));
        assertEquals(
                pom.replace(Step.LOCAL.folder, Step.PROCFILE.folder),
                Kit.read(Step.PROCFILE.path().resolve("pom.xml")));
    }

    /** A difference that can be read in one go. */
    @ParameterizedTest
    @FieldSource("STEPS")
    void noStepAddsMuch(Step step) {
        var lines = diff(step, "--unified=0");
        var added =
                lines.stream().filter(line -> line.matches("\\+(?!\\+\\+ ).*")).count();
        assertTrue(added <= step.mostAddedLines, () -> added + " lines, and not " + step.mostAddedLines);
    }

    /** What "git diff --no-index" prints for clean copies of a step and the one before it. */
    private static List<String> diff(Step step, String format) {
        var folder = Kit.emptyFolder("neighbours");
        step.before().copy(folder.resolve("before"));
        step.copy(folder.resolve("after"));
        var words = List.of("git", "diff", "--no-index", "--no-renames", format, "before", "after");
        return Command.run(folder, Map.of(), words)
                .output()
                .lines()
                .map(line -> line.replaceFirst("^([AMD])\t(before|after)/", "$1 "))
                .collect(Collectors.toList());
    }
}
