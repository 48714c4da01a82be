package io.postern.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

final class PosternVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(Postern.class.getPackage().getImplementationVersion())
                .orElse("(from sources)");
        return new String[] {"postern " + version, "java " + Runtime.version()};
    }
}
