package dev.symbolon.projection.page;

/** A controller of pages: what it refuses is told by a page. */
public interface AuditorPage {}
