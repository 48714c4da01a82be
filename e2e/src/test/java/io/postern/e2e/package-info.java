/// The whole as a black box: log lines go in, answers over HTTP come out. Nothing here sees a service's classes.
package io.postern.e2e;
