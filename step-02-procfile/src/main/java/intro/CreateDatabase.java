package intro;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.h2.api.ErrorCode;

/** Creates the sample database with its four posts, in the current folder. Run it once, before the app. */
public class CreateDatabase {
    public static void main(String[] args) {
        var file = App.database + ".mv.db";
        try (var connection = DriverManager.getConnection("jdbc:h2:./" + App.database);
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
            System.err.println(
                    switch (e.getErrorCode()) {
                        case ErrorCode.TABLE_OR_VIEW_ALREADY_EXISTS_1 ->
                            file + " is there already. Delete it to start again.";
                        case ErrorCode.DATABASE_ALREADY_OPEN_1 -> file + " is in use. Stop the app first.";
                        default ->
                            "Cannot create " + file + ": " + e.getMessage().replace('\n', ' ');
                    });
            System.exit(1);
        }
    }
}
