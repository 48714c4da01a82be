/// What is on this machine: mail servers, their logs, firewalls. Only looks; below a root directory and through
/// programs that are passed in, so that a directory of a test is a machine as well.
package io.postern.cli.host;
