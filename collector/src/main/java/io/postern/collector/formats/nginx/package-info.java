/// nginx' mail proxy: the authentication server's words stand left of the address, the user name right.
package io.postern.collector.formats.nginx;
