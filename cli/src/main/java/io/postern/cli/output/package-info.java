/// Results as people and programs read them.
package io.postern.cli.output;
