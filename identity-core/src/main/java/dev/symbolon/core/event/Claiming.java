package dev.symbolon.core.event;

import java.util.List;

/** An event that takes or gives back names which are unique in their tenant; part of the same commit. */
public interface Claiming {
    List<Claim> claims();
}
