package io.dabba.search;

/**
 * A word that was not found as it was typed, and what was searched in its place.
 *
 * @param typed the word or words of the query, in lower case without diacritics
 * @param used the word or words of the catalogue
 */
public record Correction(String typed, String used) {}
