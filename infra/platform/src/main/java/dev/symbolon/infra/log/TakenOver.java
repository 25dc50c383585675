package dev.symbolon.infra.log;

/** This node was silent for so long that another closed its writer: whatever it holds in caches may be old. */
public record TakenOver() {}
