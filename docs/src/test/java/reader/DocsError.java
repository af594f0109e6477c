package reader;

/** A place where a page does not hold: the file and its line, what was expected there, and what came. */
class DocsError extends AssertionError {
    DocsError(Page page, int line, String expected, String came) {
        super("\n" + page.name() + ":" + line + "\n--- expected\n" + expected + "\n--- but came\n" + came + "\n---");
    }

    DocsError(Block block, String expected, String came) {
        this(block.page(), block.line(), expected, came);
    }
}
