package io.postern.collector.following;

/// Says when a line is safe: nothing of it has to be read again.
public final class Receipt {

    /// For lines of which nothing is kept.
    public static final Receipt SAFE = new Receipt(true);

    private volatile boolean safe;

    private Receipt(boolean safe) {
        this.safe = safe;
    }

    public static Receipt pending() {
        return new Receipt(false);
    }

    public void confirm() {
        safe = true;
    }

    public boolean isSafe() {
        return safe;
    }
}
