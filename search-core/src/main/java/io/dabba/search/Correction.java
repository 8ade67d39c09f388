package io.dabba.search;

/**
 * A word that no restaurant has, and what was searched in its place.
 *
 * @param typed the word of the query, in lower case without diacritics
 * @param used the word of the catalogue
 */
public record Correction(String typed, String used) {}
