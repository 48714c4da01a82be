/// Roundcube: the user name stands left of the address; what a proxy says of the client, and the page's address,
/// right.
package io.postern.collector.formats.roundcube;
