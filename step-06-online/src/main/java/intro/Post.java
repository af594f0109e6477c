package intro;

/** A post, as a row of the table posts holds it. */
public record Post(String title, String details) {}
