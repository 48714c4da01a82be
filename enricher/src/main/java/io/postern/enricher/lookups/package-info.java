/// What every slow look-up needs: a bounded queue, and a cache that replicas share.
package io.postern.enricher.lookups;
