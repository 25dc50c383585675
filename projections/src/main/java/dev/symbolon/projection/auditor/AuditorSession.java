package dev.symbolon.projection.auditor;

/** @param proof what a form of the pages must send back, so that no other page can send it */
public record AuditorSession(Auditor auditor, String proof) {}
