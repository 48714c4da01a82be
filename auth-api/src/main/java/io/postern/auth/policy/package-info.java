/// Dovecot's auth policy protocol: `allow` asks, `report` tells.
package io.postern.auth.policy;
