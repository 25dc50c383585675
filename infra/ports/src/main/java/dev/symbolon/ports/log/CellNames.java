package dev.symbolon.ports.log;

import java.util.Set;

/** Where a tenant's log and read models may be kept: the cells that this node reaches, by the names of its settings. */
public interface CellNames {
    /** The cell that holds {@code system}, and every tenant registered without another. */
    String DEFAULT = "default";

    /** That of {@code system} is always among them. */
    Set<String> names();
}
