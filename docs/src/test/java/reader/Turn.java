package reader;

import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.regex.Pattern;
import java.util.stream.*;
import javax.tools.*;
import kit.*;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * A task on a page, "Your turn", and what readers may write there: diffs in a folder of src/test/resources/turns. The
 * ones called reader and right-... are right, the ones called wrong-... are not, and each other one makes the mistake of
 * that name, whose words are on the page. Its file "check" says what decides.
 */
record Turn(Page page, int number) {
    private Path folder() {
        var name = Path.of(page.name()).getFileName().toString().replace(".md", "-" + number);
        return Kit.ROOT.resolve("docs/src/test/resources/turns").resolve(name);
    }

    /** Tries everything else, each in a copy of a reader's folder. */
    Object tryAll(Path intro) throws Exception {
        var mistakes = new ArrayList<>(page.blocks().stream()
                .filter(block -> block.value("mistake") != null)
                .toList());
        var names = Kit.files(folder()).stream()
                .filter(file -> file.toString().endsWith(".diff"))
                .map(file -> file.toString().replace(".diff", ""))
                .toList();
        for (var kind : List.of("reader", "right-", "wrong-")) {
            require(names.stream().anyMatch(name -> name.startsWith(kind)), "a diff called " + kind, names.toString());
        }
        for (var name : names) {
            var copy = Kit.emptyFolder(name).resolve("intro");
            Command.run(Kit.ROOT, Map.of(), List.of("cp", "-r", intro.toString(), copy.toString()));
            apply(name, copy);
            var result = check(copy);
            var isRight = name.equals("reader") || name.startsWith("right-");
            require(
                    isRight == (result.status() == 0),
                    name + ".diff is " + (isRight ? "right" : "wrong"),
                    result.output());
            if (!isRight && !name.startsWith("wrong-")) {
                var block = mistakes.stream()
                        .filter(mistake -> mistake.value("mistake").equals(name))
                        .findFirst();
                require(block.isPresent(), "a block with the words of the mistake " + name, "none");
                require(
                        prints(block.get().text(), result.output()),
                        name + ".diff prints:\n" + block.get().text(),
                        result.output());
            }
        }
        return null;
    }

    /** Whether an output has the words of a block in their order; line ends and "..." there stand for anything. */
    private static boolean prints(String block, String output) {
        var end = 0;
        for (var words : block.split("\n|\\.\\.\\.")) {
            var begin = output.indexOf(words.strip(), end);
            if (begin < 0) {
                return false;
            }
            end = begin + words.strip().length();
        }
        return true;
    }

    private void require(boolean condition, String expected, String came) {
        if (!condition) {
            throw new DocsError(page, 1, folder().getFileName() + ": " + expected, came);
        }
    }

    /** Writes what a diff of the task has, into a reader's folder. */
    void apply(String name, Path folder) {
        var diff = folder().resolve(name + ".diff").toString();
        var outside = Map.of("GIT_CEILING_DIRECTORIES", folder.getParent().toString());
        var git = Command.run(folder, outside, List.of("git", "apply", "--whitespace=nowarn", diff));
        require(git.status() == 0, name + ".diff applies", git.output());
    }

    /** Runs what decides: a command that is typed, or tests of the step's suite; and words that must be printed. */
    private Command check(Path folder) throws Exception {
        var lines = Kit.read(folder().resolve("check")).lines().toList();
        var words = lines.size() > 1 ? lines.get(1) : "";
        var result = check(folder, lines.get(0));
        return result.output().contains(words) ? result : new Command(1, result.output());
    }

    private Command check(Path folder, String check) throws Exception {
        if (check.startsWith("$ ")) {
            try (var reader = new Reader(folder, "")) {
                return reader.shell().type(check.substring(2));
            }
        }
        var classes = Files.createDirectories(folder.resolveSibling("classes"));
        var compiled = compile(folder, classes);
        return compiled.status() == 0 ? test(folder, classes, check) : compiled;
    }

    /** The libraries of the chapter's step; those of steps 1 and 2 lack what the tests need. */
    private String libraries() {
        var step = page.step().orElseThrow();
        var folder =
                Kit.built(step.handlesErrors() ? step : Step.ERROR_HANDLING).resolve("target/dependency");
        // One by one: the compiler's API does not expand "/*" on Java 17.
        var jars = Kit.files(folder).stream().map(jar -> folder.resolve(jar).toString());
        return jars.collect(Collectors.joining(File.pathSeparator));
    }

    /** Compiles as Maven does, and says what is wrong in its words. */
    private Command compile(Path folder, Path classes) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var found = new DiagnosticCollector<JavaFileObject>();
        for (var resources : List.of("src/main/resources", "src/test/resources")) {
            if (Files.exists(folder.resolve(resources))) {
                Kit.copy(folder.resolve(resources), classes);
            }
        }
        try (var manager = compiler.getStandardFileManager(found, null, StandardCharsets.UTF_8);
                var sources = Files.walk(folder.resolve("src"))) {
            var files = manager.getJavaFileObjectsFromPaths(
                    sources.filter(file -> file.toString().endsWith(".java")).toList());
            var options = List.of("-d", classes.toString(), "-cp", libraries(), "-proc:none", "--release", "17");
            var isRight =
                    compiler.getTask(null, manager, found, options, null, files).call();
            var lines = found.getDiagnostics().stream()
                    .filter(any -> any.getKind() == Diagnostic.Kind.ERROR) // some warnings belong to no file
                    .map(error -> "[ERROR] " + error.getSource().getName() + ":[" + error.getLineNumber() + ","
                            + error.getColumnNumber() + "] " + error.getMessage(java.util.Locale.ENGLISH));
            return new Command(isRight ? 0 : 1, String.join("\n", lines.toList()));
        }
    }

    /** Runs tests such as "AppTest#index AppTest#logout", and lists those that fail as Maven does. */
    private Command test(Path folder, Path classes, String tests) throws IOException {
        var reports = folder.resolveSibling("reports").toString();
        var words = new ArrayList<>(Command.javaWords("-cp", classes + File.pathSeparator + libraries()));
        words.addAll(List.of("org.junit.platform.console.ConsoleLauncher", "execute", "--reports-dir", reports));
        Stream.of(tests.split(" ")).forEach(test -> words.add("--select-method=intro." + test));
        var launcher = Command.run(folder, Map.of(), words);
        var report = Path.of(reports, "TEST-junit-jupiter.xml");
        if (!Files.exists(report)) {
            return launcher;
        }
        var failures = Jsoup.parse(Kit.read(report), Parser.xmlParser()).select("testcase > failure, testcase > error");
        return new Command(
                launcher.status(),
                launcher.output()
                        + String.join("\n", failures.stream().map(Turn::line).toList()));
    }

    /** A line such as "[ERROR]   AppTest.index:58->assertShows:120 ...". */
    private static String line(Element failure) {
        var places = new ArrayList<String>();
        Pattern.compile("at intro\\.AppTest\\.(\\w+)\\(AppTest\\.java:(\\d+)\\)")
                .matcher(failure.wholeText())
                .results()
                .forEach(frame -> places.add(frame.group(1) + ":" + frame.group(2)));
        Collections.reverse(places);
        var exception = failure.attr("type").replaceFirst(".*\\.", "").replaceFirst("Exception$", "");
        var kind = failure.tagName().equals("error") ? "» " + exception + " " : "";
        return "[ERROR]   AppTest." + String.join("->", places) + " " + kind + failure.attr("message");
    }
}
