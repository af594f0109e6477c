package steps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.TreeSet;
import java.util.regex.*;
import java.util.stream.Collectors;
import kit.*;
import org.junit.jupiter.api.Test;

/** What no build can try agrees with what is tried: the container in which a browser opens the kit, and a workflow. */
class NotTriedTest {
    private final String container = read(".devcontainer/devcontainer.json");

    @Test
    void theContainerHasTheJavaOfHeroku() {
        var heroku = find("java\\.runtime\\.version=(.*)", read("system.properties"));
        assertEquals(heroku, find("devcontainers/java:\\d+-(\\d+)-", container));
    }

    @Test
    void theContainerForwardsThePortOfTheApp() {
        var app = read(Step.LOCAL + "/src/main/java/intro/App.java");
        var port = find("getOrDefault\\(\"PORT\", \"(\\d+)\"\\)", app);
        assertEquals(port, find("\"forwardPorts\": \\[(.*)]", container));
        assertEquals(port, find("\"portsAttributes\": \\{[^{]*\"(\\d+)\": \\{", container));
    }

    /** The page for those who teach has a workflow for their learners, with the actions of this repository's own. */
    @Test
    void theWorkflowForLearnersHasTheActionsOfThisBuild() {
        assertEquals(actions(".github/workflows/build.yml"), actions("docs/teaching.md"));
    }

    private static TreeSet<String> actions(String file) {
        return Pattern.compile("uses: (.*)")
                .matcher(read(file))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String find(String pattern, String text) {
        var matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? matcher.group(1) : "nothing like " + pattern;
    }

    private static String read(String file) {
        return Kit.read(Kit.ROOT.resolve(file));
    }
}
