package reader;

import java.util.*;
import java.util.regex.Pattern;
import java.util.stream.*;
import kit.*;
import org.commonmark.node.*;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sentences of the pages: the names in them are names of the kit, and the numbers are what is there to count. */
class ProseTest {
    /** A name as code has it, with a capital or an underscore in it, or a word with a bracket behind it. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z]*[a-z][A-Z]\\w*|[A-Z]\\w+|\\w+_\\w+|[a-z]\\w+(?=\\()");

    private static final Pattern FILE =
            Pattern.compile("[\\w.-]+\\.(java|html|md|xml|sql|json|properties|css|svg|txt|sh|cmd|db|jar|class|yml)\\b");

    /** Names that are not the kit's. */
    private static final String OTHERS = "docs/src/test/resources/other-names.txt";

    private static final Set<String> ALLOWED = Kit.read(Kit.ROOT.resolve(OTHERS))
            .lines()
            .filter(line -> !line.startsWith("#"))
            .collect(Collectors.toSet());

    private static final Set<String> KNOWN = known();

    private static final List<String> NUMBERS =
            List.of("zero one two three four five six seven eight nine ten".split(" "));

    @ParameterizedTest
    @MethodSource("reader.Page#all")
    void namesAreThoseOfTheKit(Page page) {
        page.parse().accept(new AbstractVisitor() {
            @Override
            public void visit(Code code) {
                var text = code.getLiteral();
                var names = Stream.of(NAME, FILE).flatMap(pattern -> found(pattern, text));
                var word = text.matches("[a-z]\\w+") ? Stream.of(text) : Stream.<String>of();
                for (var name : Stream.concat(names, word).toList()) {
                    if (!KNOWN.contains(name) && !ALLOWED.contains(name)) {
                        var expected = "a name that is in the kit, or in " + OTHERS;
                        throw new DocsError(page, Page.line(code), expected, name);
                    }
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("reader.Page#all")
    void numbersAreWhatThereIsToCount(Page page) {
        var lines = page.text().lines().toList();
        var steps = Set.of(Step.all().size());
        var posts = Set.of(4, 5); // those of the beginning, and with one that is typed in
        var counts = Map.of("posts", posts, "steps", steps, "stages", steps, "chapters", steps);
        var numbers = Pattern.compile("(?i)\\b(\\d+|" + String.join("|", NUMBERS.subList(3, 11))
                + ") (tests|posts|steps|stages|chapters)\\b");
        page.parse().accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                numbers.matcher(text.getLiteral()).results().forEach(match -> {
                    var word = match.group(1).toLowerCase();
                    var number = NUMBERS.contains(word) ? NUMBERS.indexOf(word) : Integer.parseInt(word);
                    var line = lines.get(Page.line(text) - 1);
                    var counted = counts.getOrDefault(match.group(2).toLowerCase(), tests(page, line));
                    if (!counted.contains(number)) {
                        throw new DocsError(page, Page.line(text), counted + " " + match.group(2), match.group());
                    }
                });
            }
        });
    }

    /**
     * How many tests the step of a chapter has, and the one before it: all, and those without a tag. On other pages, those
     * of the steps whose folders or chapters the line names, or of all.
     */
    private static Set<Integer> tests(Page page, String line) {
        var named = Step.where(step -> line.contains(step.folder)
                || line.contains(Page.of(step).path().getFileName().toString()));
        var steps = page.step().map(step -> List.of(step.before(), step)).orElse(named.isEmpty() ? Step.all() : named);
        var counts = new TreeSet<Integer>();
        for (var step : steps) {
            counts.add(step.tests());
            counts.add(step.tests() - (step.hasMigrations() ? 0 : 1));
        }
        return counts;
    }

    private static Set<String> known() {
        return texts(Page.all()).stream()
                .flatMap(text -> Stream.concat(found(Pattern.compile("\\w+"), text), found(FILE, text)))
                .collect(Collectors.toSet());
    }

    /** The kit's files, their names, and the blocks of some pages, which others execute or compare. */
    static List<String> texts(List<Page> pages) {
        var texts = new ArrayList<String>();
        for (var file : Kit.files(Kit.ROOT)) {
            texts.add(file.toString());
            if (!file.toString().matches(".*\\.(md|png)") && !file.startsWith("docs/src")) {
                texts.add(Kit.read(Kit.ROOT.resolve(file)));
            }
        }
        pages.forEach(page -> page.blocks().forEach(block -> texts.add(block.words() + " " + block.text())));
        return texts;
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group());
    }
}
