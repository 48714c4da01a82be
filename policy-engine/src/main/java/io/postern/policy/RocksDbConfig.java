package io.postern.policy;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/// One bound on memory for all stores of all partitions; by default each of them takes up to 50 MB of its own.
///
/// Kafka Streams makes one for each store, so what they share lives as long as the process.
public final class RocksDbConfig implements RocksDBConfigSetter {

    /// Bytes, for blocks read, indexes and what is not yet written.
    static final String MEMORY = "postern.policy.state-memory";

    private static final int WRITE_BUFFER = 1 << 20;
    private static final int ARENA = 1 << 16;
    private static final int BLOCK = 4 << 10;

    private static Cache cache;
    private static WriteBufferManager writeBuffers;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        share(((Number) configs.get(MEMORY)).longValue());
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(cache);
        table.setCacheIndexAndFilterBlocks(true);
        table.setPinTopLevelIndexAndFilter(true);
        table.setBlockSize(BLOCK);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(writeBuffers);
        options.setWriteBufferSize(WRITE_BUFFER);
        options.setArenaBlockSize(ARENA);
        options.setMaxWriteBufferNumber(2);
        options.setManifestPreallocationSize(ARENA); // 4 MB of disk for each store otherwise
        options.setStatsDumpPeriodSec(0);
        options.setInfoLogLevel(InfoLogLevel.ERROR_LEVEL);
        options.setKeepLogFileNum(1);
    }

    private static synchronized void share(long bytes) {
        if (cache == null) {
            cache = new LRUCache(bytes);
            writeBuffers = new WriteBufferManager(bytes / 2, cache);
        }
    }

    @Override
    public void close(String storeName, Options options) {
        // what is shared outlives the store
    }
}
