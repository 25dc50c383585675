package dev.symbolon.admin.console.section;

import java.util.List;

/**
 * The way around.
 *
 * @param tenant  id of the tenant that is looked at; empty on pages about none
 * @param name    what it is called
 * @param groups  of its sections
 * @param crumbs  the way here from above
 */
public record Navigation(
        String tenant, String name, boolean platform, String here, List<Group> groups, List<Link> crumbs) {
    /** Sections that belong together. */
    public record Group(String title, List<Link> links) {}

    /** @param current whether it leads to where one is */
    public record Link(String text, String href, boolean current) {}
}
