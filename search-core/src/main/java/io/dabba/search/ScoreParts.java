package io.dabba.search;

/**
 * What the score of a hit is made of, each part from 0 to 1 before the weights of {@link Ranking}.
 *
 * @param relevance how well the text fits
 * @param nearness how much of that counts at the distance
 * @param rating the weighted rating
 * @param slips how many letters were corrected; hits with fewer come before all with more
 * @param score the sum of the weighted parts
 */
public record ScoreParts(
    double relevance,
    double nearness,
    double rating,
    double popularity,
    double taste,
    int slips,
    double score) {}
