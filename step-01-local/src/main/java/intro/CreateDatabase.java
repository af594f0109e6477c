package intro;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Creates the sample database with its four posts, in the current folder. Run it once, before the app. */
public class CreateDatabase {
    public static void main(String[] args) {
        var file = App.database + ".mv.db";
        if (Files.exists(Path.of(file))) {
            System.err.println(file + " is there already. To start again, stop the app and delete the file.");
            System.exit(1);
        }
        // TRACE_LEVEL_FILE: H2 writes no file of its own about an error.
        try (var connection = DriverManager.getConnection("jdbc:h2:./" + App.database + ";TRACE_LEVEL_FILE=0");
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE posts (title VARCHAR NOT NULL, details VARCHAR NOT NULL)");
            statement.execute("""
                    INSERT INTO posts (title, details) VALUES
                        ('Good', 'I''m good.'),
                        ('Well', 'I''m well.'),
                        ('Excellent', 'I''m excellent.'),
                        ('Okay', 'I''m okay.')
                    """);
            System.out.println("Created " + file + " with four posts.");
        } catch (SQLException e) {
            System.err.println("Cannot create " + file + ": " + e.getMessage().replace('\n', ' '));
            System.exit(1);
        }
    }
}
