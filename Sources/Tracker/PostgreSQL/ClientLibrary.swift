#if PostgreSQL
    import Glibc

    /// libpq, loaded when the first register on a server is named; before that `CPostgreSQL` must not be called.
    enum ClientLibrary {
        /// Loads it, once. What lacks on this computer, as part of a sentence; nil when it is there.
        static let lack: String? =
            dlopen("libpq.so.5", RTLD_NOW | RTLD_GLOBAL) != nil
            ? nil
            : "registers on a server need libpq.so.5, which this computer lacks (apt-get install libpq5)"
    }
#endif
