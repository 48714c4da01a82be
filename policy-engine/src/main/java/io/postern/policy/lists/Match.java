package io.postern.policy.lists;

import io.postern.events.Service;
import java.util.Set;

/// That an attempt is on a list.
///
/// @param list its name
/// @param entry the line that says so, with its place: `countries.list:3: CN`
/// @param services the doors that the list is about; empty for all of them
/// @param ofAccount whether the list is about some accounts only, so that it concerns this login and not the client
public record Match(String list, String entry, Treatment treatment, Set<Service> services, boolean ofAccount) {}
