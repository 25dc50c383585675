package dev.symbolon.core.identifier;

/** A value that events and snapshots write as its plain text; its constructor refuses a text that isn't one. */
public interface WrittenAsText {
    String value();
}
