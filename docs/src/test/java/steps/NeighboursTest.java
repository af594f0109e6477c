package steps;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.*;
import kit.*;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Neighbouring steps differ by what can be read in one go. That it is what the chapter says, ChaptersIT holds. */
class NeighboursTest {
    @ParameterizedTest
    @EnumSource
    void noStepAddsMuch(Step step) {
        var folder = Kit.emptyFolder("neighbours");
        step.before().copy(folder.resolve("before"));
        step.copy(folder.resolve("after"));
        var words = List.of("git", "diff", "--no-index", "--no-renames", "--unified=0", "before", "after");
        var diff = Command.run(folder, Map.of(), words).output();
        var added =
                diff.lines().filter(line -> line.matches("\\+(?!\\+\\+ ).*")).count();
        assertTrue(added <= step.mostAddedLines, () -> added + " lines, and not " + step.mostAddedLines);
    }
}
