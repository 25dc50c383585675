package dev.symbolon.admin.console.section;

/**
 * Something to do, as a link.
 *
 * @param hurts whether it can't be undone by as little
 * @param main  whether it is what the page is for
 */
record Action(String text, String href, boolean hurts, boolean main) {}
