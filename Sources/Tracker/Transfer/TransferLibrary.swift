import CCurl
import Glibc

/// libcurl, loaded when the first server is asked; before that `CCurl` must not be called.
enum TransferLibrary {
    /// Loads it, once. What lacks on this computer, as a sentence; nil when it is there.
    static let lack: String? = {
        guard dlopen("libcurl.so.4", RTLD_NOW | RTLD_GLOBAL) != nil else {
            return
                "speaking to other servers needs libcurl.so.4, which this computer lacks (apt-get install libcurl4)"
        }
        return transfer_prepare() == Int32(TRANSFER_OK) ? nil : "libcurl can't be used on this computer"
    }()
}
