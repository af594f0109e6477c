package reader;

import java.io.IOException;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kit.*;

/** Does literally what a page's blocks say, in one shell. With "-Drewrite" it mends the blocks instead of failing. */
class Reader implements AutoCloseable {
    private final Shell shell;
    private final Postgres postgres;
    private final List<FutureTask<Object>> turns = new ArrayList<>(); // run beside the page
    private boolean skipping;
    private final Map<Block, String> rewritten = new LinkedHashMap<>();

    /**
     * Opens a terminal in a folder, for what a text shows. The ports on the pages stand for others: the app's two, that of
     * H2, that of a Postgres server, which is there when the text names its port, and another where there is none.
     */
    Reader(Path folder, String text) throws Exception {
        var ports = new HashMap<String, String>();
        List.of("4567", "4000", "5432", "5433", "9092").forEach(port -> ports.put(port, "" + Command.freePort()));
        postgres = text.contains("5432") ? new Postgres() : null;
        if (postgres != null) {
            postgres.createDatabase("intro");
            ports.put("5432", "" + postgres.port());
        }
        shell = new Shell(folder, ports);
    }

    /** Makes a reader's folder: a copy of a step, with what its build leaves behind, beside a clone called "kit". */
    static Path folder(Path temp, Step step) {
        Kit.copy(Kit.ROOT, temp.resolve("a reader/kit"));
        var folder = step.copy(temp.resolve("a reader/intro"));
        Kit.copy(Kit.built(step).resolve("target"), folder.resolve("target"));
        return folder;
    }

    /** Makes the sample database, with the post that a reader has typed in. */
    static void createSample(Path folder) {
        Kit.createSample(folder);
        var sql = "INSERT INTO posts VALUES ('Hello from the shell', 'Typed by hand.')";
        var shell = Command.java(
                folder, "-cp", Kit.jar(Step.LOCAL), "org.h2.tools.Shell", "-url", "jdbc:h2:./sample", "-sql", sql);
        if (shell.status() != 0) {
            throw new IllegalStateException(shell.output());
        }
    }

    /** Types a command that is not on the page, such as one that makes a clone. */
    void type(String command) throws Exception {
        var result = shell.type(command);
        if (result.status() != 0) {
            throw new IllegalStateException(command + "\n" + result.output());
        }
    }

    /** Follows a page from its first block to its last, or to the end of the section that is wanted. */
    void follow(Page page) throws Exception {
        try {
            if (Rewrite.isWanted()) {
                rewritten.putAll(Rewrite.changes(page));
            }
            follow(page.wantedBlocks());
            for (var turn : turns) {
                turn.get();
            }
        } finally {
            if (!rewritten.isEmpty()) {
                page.rewrite(rewritten);
                rewritten.clear();
            }
        }
    }

    /** Follows some blocks of a page, and returns those that "-Drewrite" gives other outputs. */
    Map<Block, String> follow(List<Block> blocks) throws Exception {
        for (var block : blocks) {
            follow(block);
        }
        return rewritten;
    }

    private void follow(Block block) throws Exception {
        var text = rewritten.getOrDefault(block, block.text());
        if (block.value("file") != null) {
            var file = shell.folder().resolve(block.value("file"));
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } else if (block.value("excerpt") != null) {
            excerpt(block, shell.folder());
        } else if (block.is("diff")) {
            apply(block, text);
        } else if (block.is("turn")) {
            takeTurn(block);
        } else if (block.is("console")) {
            type(block);
        } else if (block.is("sh")) {
            run(block);
        } else if (!block.is("text") && !block.is("mermaid")) {
            throw new DocsError(
                    block,
                    "a block that says what it is: see CONTRIBUTING.md",
                    block.words().toString());
        }
    }

    /** Looks for the lines of a block in the file that it quotes. */
    static void excerpt(Block block, Path folder) {
        var file = folder.resolve(block.value("excerpt"));
        var content = Files.exists(file) ? Kit.read(file) : "";
        if (!("\n" + content).contains("\n" + block.text())) {
            var lines = content.lines().toList();
            var missing = block.text().lines().filter(line -> !lines.contains(line));
            var came = missing.findFirst().map("no such line: "::concat).orElse("these lines, but not in a row");
            throw new DocsError(block, "these lines in " + block.value("excerpt") + ":\n" + block.text(), came);
        }
    }

    /** Writes what a reader may write. All else that one may write is tried in a copy of the folder, but for -Dchain. */
    private void takeTurn(Block block) throws Exception {
        var before = block.page().blocks().stream().filter(any -> any.is("turn") && any.line() < block.line());
        var turn = new Turn(block.page(), (int) before.count() + 1);
        if (System.getProperty("chain") == null) { // they are the same in a row as by itself
            var copy = Kit.emptyFolder("turn").resolve("intro");
            type("cp -r . '" + copy + "'");
            turns.add(new FutureTask<>(() -> turn.tryAll(copy)));
            new Thread(turns.get(turns.size() - 1)).start();
        }
        turn.apply("reader", shell.folder());
    }

    private void apply(Block block, String text) throws Exception {
        block.changedFile();
        var folder = shell.folder();
        var patch = Files.writeString(Kit.emptyFolder("block").resolve("patch"), text);
        var words = List.of("git", "apply", "--verbose", "--whitespace=nowarn", patch.toString());
        var git = Command.run(
                folder, Map.of("GIT_CEILING_DIRECTORIES", folder.getParent().toString()), words);
        if (git.status() != 0 || git.output().contains("offset") || text.endsWith("\n\n")) {
            var expected = "a diff that applies at its line numbers, and ends on a line that can be seen:\n";
            throw new DocsError(block, expected + text, git.output());
        }
    }

    /** A block of commands without output: typed as one. */
    private void run(Block block) throws Exception {
        if (block.is("build")) {
            return; // this very build
        }
        var result = block.is("server") ? serve(block.text()) : shell.type(block.text());
        if (block.is("server") && result.status() == 0) {
            shell.stop();
        }
        var status = block.value("status") == null ? "0" : block.value("status");
        if (!status.equals("" + result.status())) {
            throw new DocsError(block, "status " + status, "status " + result.status() + "\n" + result.output());
        }
    }

    private Command serve(String commands) throws Exception {
        var lines = commands.strip().split("\n");
        for (var i = 0; i < lines.length - 1; i++) {
            var result = shell.type(lines[i]);
            if (result.status() != 0) {
                return result;
            }
        }
        return shell.serve(lines[lines.length - 1]);
    }

    private void type(Block block) throws Exception {
        var page = new StringBuilder();
        var typed = block.typed();
        var first = typed.get(0).command();
        var beside = shell.isServing() && !first.equals(Block.CTRL_C) && !needsAnAccount(first);
        if (beside && !block.before().matches("(?s).*(second|third) terminal.*")) {
            throw new DocsError(
                    block, "\"in the second terminal\", because a server runs in the first", block.before());
        }
        for (var i = 0; i < typed.size(); i++) {
            var line = typed.get(i);
            var output = line.output();
            var last = i == typed.size() - 1;
            if (needsAnAccount(line.command())) {
                HerokuCommands.check(block.page(), line.line(), line.command());
            } else if (skipping || isMissing(line.command())) {
                skipping = !line.command().equals(Block.CTRL_C) && (skipping || block.is("server"));
                System.out.println("SKIPPED " + block.page().name() + ":" + line.line() + " " + line.command());
            } else {
                var result = last && block.is("server") ? shell.serve(line.command()) : shell.type(line.command());
                var printed = Shell.ZSH ? inWordsOfBash(block, output, result.output()) : result.output();
                var statusIsShown = !last && typed.get(i + 1).command().equals("echo $?");
                if (result.status() != 0 && !statusIsShown || !Rewrite.isWanted() && !matches(output, printed)) {
                    var came = "status " + result.status() + "\n" + printed;
                    throw new DocsError(block.page(), line.line(), line.page(output), came);
                }
                output = matches(output, printed) ? output : printed.stripTrailing();
            }
            page.append(line.page(output));
        }
        if (Rewrite.isWanted() && !page.toString().equals(block.text())) {
            rewritten.put(block, page.toString());
        }
    }

    /** Where the block has Bash's words, zsh may print its own, if the page says them: `zsh: command not found: mvnw`. */
    private static String inWordsOfBash(Block block, String output, String printed) {
        var text = block.page().text();
        var bash = output.lines().filter(line -> line.startsWith("bash: ")).findFirst();
        var zsh =
                printed.lines().filter(line -> text.contains("`" + line + "`")).findFirst();
        return bash.isPresent() && zsh.isPresent() ? printed.replace(zsh.get(), bash.get()) : printed;
    }

    static boolean needsAnAccount(String command) {
        return command.startsWith("heroku ") || command.matches("git (push|push --force|subtree push .*) heroku .*");
    }

    /** Foreman is the one program that a reader may do without. */
    private static boolean isMissing(String command) {
        var look = List.of("bash", "-c", "command -v foreman");
        return command.startsWith("foreman ")
                && Command.run(Kit.ROOT, Map.of(), look).status() != 0;
    }

    /** Whether an output is the one on the page, in which "..." stands for lines, or a part of a line, that vary. */
    static boolean matches(String page, String output) {
        var pattern = page.lines()
                .map(line -> line.strip().equals("...") ? "(.*\n)*?" : quote(line) + "\n")
                .collect(Collectors.joining());
        return Pattern.matches(pattern, output.isBlank() ? "" : output.stripTrailing() + "\n");
    }

    /** A pattern for a line of a page. */
    static String quote(String line) {
        return Pattern.compile("\\.\\.\\.")
                .splitAsStream(line + " ")
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"))
                .replaceFirst(" (?=\\\\E$)", "");
    }

    Shell shell() {
        return shell;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        shell.close();
        if (postgres != null) {
            postgres.close();
        }
    }
}
