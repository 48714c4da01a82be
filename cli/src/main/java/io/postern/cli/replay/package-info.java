/// What the policy would have done with a log. Begin at [io.postern.cli.replay.Replay].
package io.postern.cli.replay;
