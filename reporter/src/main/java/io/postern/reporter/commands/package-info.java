/// Operators' commands over HTTP: who may give them, how they get into their topic, and what became of them.
package io.postern.reporter.commands;
