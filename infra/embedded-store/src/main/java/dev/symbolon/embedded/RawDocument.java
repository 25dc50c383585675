package dev.symbolon.embedded;

/** A stored document's BSON, put into a reply as it is. */
record RawDocument(byte[] bson) {}
