/// The configuration reference, written from the services' own sources.
package io.postern.testkit.configuration;
