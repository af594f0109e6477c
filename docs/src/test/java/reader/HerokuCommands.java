package reader;

import java.util.*;
import java.util.regex.Pattern;
import kit.*;

/** The commands of the Heroku CLI, and the dyno types, from the lists that docs/heroku-commands.sh makes. */
class HerokuCommands {
    private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|'[^']*'|\\S*\\$\\([^)]*\\)|\\S+");

    private static final List<String> DYNO_TYPES = lines("heroku-dyno-types.txt");

    /** Fails where the CLI knows no such command, or where it does not take these arguments and options. */
    static void check(Page page, int line, String command) {
        if (command.startsWith("heroku ") && !command.equals("heroku --version")) {
            var trouble = trouble(command);
            if (trouble != null) {
                throw new DocsError(page, line, "a command of the Heroku CLI", command + "\n" + trouble);
            }
        }
    }

    /** What is wrong with a command, or null. */
    static String trouble(String command) {
        var words = WORD.matcher(command)
                .results()
                .map(match -> match.group())
                .skip(1)
                .toList();
        var found = lines("heroku-commands.txt").stream()
                .filter(line ->
                        List.of(line.split(" \\| ?")[0].trim().split(" ")).contains(words.get(0)))
                .findFirst();
        if (found.isEmpty()) {
            return "There is no command " + words.get(0);
        }
        var columns = found.get().split("\\|", -1);
        var options = List.of(columns[2].trim().split(" "));
        var arguments = new ArrayList<String>();
        for (var i = 1; i < words.size(); i++) {
            var word = words.get(i);
            var name = word.split("=", 2)[0];
            if (!word.startsWith("-") || !arguments.isEmpty() && words.get(0).startsWith("run")) {
                arguments.add(word); // what comes after the program to run is that program's own
            } else if (word.equals("--")) {
                continue;
            } else if (options.contains(name + "=")) {
                i += word.contains("=") ? 0 : 1;
            } else if (!options.contains(word)) {
                return words.get(0) + " has no option " + name + "; it has " + columns[2].trim();
            }
        }
        for (var argument : arguments) {
            var name = argument.split("=")[0];
            if (words.get(0).startsWith("config:") && !isRead(name)) {
                return "No step reads the config var " + name;
            }
            if (words.get(0).matches("ps:(scale|type)|local")
                    && !read("Procfile").startsWith(name + ":")) {
                return "There is no process type " + name;
            }
            var size = argument.replaceFirst(".*[=:]", "");
            var hasSize = words.get(0).equals("ps:type") || words.get(0).equals("ps:scale") && argument.contains(":");
            if (hasSize && !DYNO_TYPES.contains(size)) {
                return "There is no dyno type " + size + "; there are " + String.join(", ", DYNO_TYPES);
            }
        }
        var taken = columns[1].isBlank()
                ? List.<String>of()
                : List.of(columns[1].trim().split(" "));
        var required = taken.stream()
                .filter(name -> !name.startsWith("[") && !name.equals("..."))
                .count();
        var most = taken.contains("...") ? Integer.MAX_VALUE : taken.size();
        var fits = arguments.size() >= required && arguments.size() <= most;
        return fits ? null : words.get(0) + " takes the arguments " + taken + ", not " + arguments;
    }

    /** Whether Java, the Procfile of the kit, or the last step reads an environment variable. */
    static boolean isRead(String name) {
        return name.equals("JAVA_TOOL_OPTIONS")
                || read("Procfile").contains("${" + name + ":")
                || read(Step.LAST + "/src/main/java/intro/App.java").contains('"' + name + '"');
    }

    /** The lines of one of the lists, without its comments. */
    private static List<String> lines(String list) {
        return read("docs/src/test/resources/" + list)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    private static String read(String file) {
        return Kit.read(Kit.ROOT.resolve(file));
    }
}
