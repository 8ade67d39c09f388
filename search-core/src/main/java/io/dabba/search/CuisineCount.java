package io.dabba.search;

/**
 * How many restaurants a cuisine would leave.
 *
 * @param cuisine as most of these restaurants write it
 */
public record CuisineCount(String cuisine, int count) {}
