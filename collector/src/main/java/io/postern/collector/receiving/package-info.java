/// What is sent to the collector over the network: syslog, and the events of Dovecot. All of it goes into a spool
/// before anything else is done with it.
package io.postern.collector.receiving;
