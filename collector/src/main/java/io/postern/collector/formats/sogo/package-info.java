/// SOGo: the client's X-Forwarded-For stands left, the user name right, each in quotes that they may hold
/// themselves.
package io.postern.collector.formats.sogo;
