package dev.symbolon.admin.console.section;

/** There is nothing at that address. */
public final class PageMissingException extends RuntimeException {
    public PageMissingException() {
        super("no such page", null, false, false);
    }
}
