/// Who registered the network of an address: RDAP, and WHOIS where there is none. Begin at [Registrations].
///
/// Whoever holds a network writes what the registries say of it: nothing of it is trusted, everything is bounded.
package io.postern.enricher.registries;
