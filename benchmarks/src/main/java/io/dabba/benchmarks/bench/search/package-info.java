/** Restaurants searched, beside OpenSearch and Lucene by hand. */
@NullMarked
package io.dabba.benchmarks.bench.search;

import org.jspecify.annotations.NullMarked;
