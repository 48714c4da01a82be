/// pam_unix, for mail services: user names stand on both sides of the address.
package io.postern.collector.formats.pam;
