package io.dabba.dispatch.rider;

import io.dabba.geo.Availability;

/** What is stored of a rider that dispatch needs: what he can be asked for, and how he answers. */
public record RiderProfile(Availability availability, AcceptanceRate acceptanceRate) {}
