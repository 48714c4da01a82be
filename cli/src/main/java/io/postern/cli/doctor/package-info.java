/// What `postern doctor` looks at: each check says what it found, whether that is well, and what to do if not.
package io.postern.cli.doctor;
