// libcurl, by which programs ask web servers and hand over mail (https://curl.se/libcurl/c/). It is not linked: it brings thirty more
// libraries, and most runs need none. TransferLibrary loads it. Nor is its header needed: the numbers below are its binary interface,
// which doesn't change (https://curl.se/libcurl/abi.html); where the header is there, the compiler compares. Swift can't call
// functions with any number of arguments, so each kind of option has a function of its own here.
#include <dlfcn.h>
#include <stddef.h>
#include <sys/socket.h>

typedef struct transfer Transfer;
typedef struct transfer_list TransferList;

// CURLoption.
typedef enum {
    TRANSFER_TIMEOUT = 13,
    TRANSFER_SSLVERSION = 32,
    TRANSFER_VERBOSE = 41,
    TRANSFER_UPLOAD = 46,
    TRANSFER_FOLLOWLOCATION = 52,
    TRANSFER_POSTFIELDSIZE = 60,
    TRANSFER_FRESH_CONNECT = 74,
    TRANSFER_CONNECTTIMEOUT = 78,
    TRANSFER_NOSIGNAL = 99,
    TRANSFER_USE_SSL = 119,
    TRANSFER_WRITEDATA = 10001,
    TRANSFER_URL = 10002,
    TRANSFER_READDATA = 10009,
    TRANSFER_ERRORBUFFER = 10010,
    TRANSFER_HTTPHEADER = 10023,
    TRANSFER_CAINFO = 10065,
    TRANSFER_DEBUGDATA = 10095,
    TRANSFER_COPYPOSTFIELDS = 10165,
    TRANSFER_USERNAME = 10173,
    TRANSFER_PASSWORD = 10174,
    TRANSFER_MAIL_FROM = 10186,
    TRANSFER_MAIL_RCPT = 10187,
    TRANSFER_XOAUTH2_BEARER = 10220,
    TRANSFER_LOGIN_OPTIONS = 10224,
    TRANSFER_PROTOCOLS_STR = 10318,
    TRANSFER_WRITEFUNCTION = 20011,
    TRANSFER_READFUNCTION = 20012,
    TRANSFER_DEBUGFUNCTION = 20094,
} TransferOption;

// CURLcode, CURLINFO_RESPONSE_CODE, CURLINFO_ACTIVESOCKET, CURLINFO_RETRY_AFTER, CURL_ERROR_SIZE, CURL_GLOBAL_ALL, CURLUSESSL_ALL, CURL_SSLVERSION_TLSv1_2, and of curl_infotype what
// a server said and what it was told.
enum { TRANSFER_OK = 0, TRANSFER_RESPONSE_CODE = 0x200002, TRANSFER_ACTIVESOCKET = 0x50002c, TRANSFER_RETRY_AFTER = 0x600039, TRANSFER_REASON_SIZE = 256, TRANSFER_EVERYTHING = 3 };
enum { TRANSFER_TLS_ALWAYS = 3, TRANSFER_TLS_1_2 = 6, TRANSFER_SAID = 1, TRANSFER_TOLD = 2 };

#if __has_include(<curl/curl.h>)
#include <curl/curl.h>
#define SAME(ours, theirs) _Static_assert((long)(ours) == (long)(theirs), #theirs " is another number than here")
#define SAME_OPTION(name) SAME(TRANSFER_##name, CURLOPT_##name)
SAME_OPTION(TIMEOUT);
SAME_OPTION(SSLVERSION);
SAME_OPTION(VERBOSE);
SAME_OPTION(UPLOAD);
SAME_OPTION(FOLLOWLOCATION);
SAME_OPTION(POSTFIELDSIZE);
SAME_OPTION(FRESH_CONNECT);
SAME_OPTION(CONNECTTIMEOUT);
SAME_OPTION(NOSIGNAL);
SAME_OPTION(USE_SSL);
SAME_OPTION(WRITEDATA);
SAME_OPTION(URL);
SAME_OPTION(READDATA);
SAME_OPTION(ERRORBUFFER);
SAME_OPTION(HTTPHEADER);
SAME_OPTION(CAINFO);
SAME_OPTION(DEBUGDATA);
SAME_OPTION(COPYPOSTFIELDS);
SAME_OPTION(USERNAME);
SAME_OPTION(PASSWORD);
SAME_OPTION(MAIL_FROM);
SAME_OPTION(MAIL_RCPT);
SAME_OPTION(XOAUTH2_BEARER);
SAME_OPTION(LOGIN_OPTIONS);
SAME_OPTION(PROTOCOLS_STR);
SAME_OPTION(WRITEFUNCTION);
SAME_OPTION(READFUNCTION);
SAME_OPTION(DEBUGFUNCTION);
SAME(TRANSFER_OK, CURLE_OK);
SAME(TRANSFER_RESPONSE_CODE, CURLINFO_RESPONSE_CODE);
SAME(TRANSFER_ACTIVESOCKET, CURLINFO_ACTIVESOCKET);
SAME(TRANSFER_RETRY_AFTER, CURLINFO_RETRY_AFTER);
SAME(TRANSFER_REASON_SIZE, CURL_ERROR_SIZE);
SAME(TRANSFER_EVERYTHING, CURL_GLOBAL_ALL);
SAME(TRANSFER_TLS_ALWAYS, CURLUSESSL_ALL);
SAME(TRANSFER_TLS_1_2, CURL_SSLVERSION_TLSv1_2);
SAME(TRANSFER_SAID, CURLINFO_HEADER_IN);
SAME(TRANSFER_TOLD, CURLINFO_HEADER_OUT);
#undef SAME
#undef SAME_OPTION
#endif

#define FOUND(name, result, ...) ((result(*)(__VA_ARGS__))dlsym((void *)0, #name))

// Takes or gives bytes: their place, the size of one, how many there are, and what was set as data.
typedef size_t (*TransferPipe)(char *_Nullable, size_t, size_t, void *_Nullable);
// Is told what is said: by whom, the bytes, how many there are, and what was set as data.
typedef int (*TransferListener)(Transfer *_Nullable, int, char *_Nullable, size_t, void *_Nullable);

static inline int transfer_prepare(void) { return FOUND(curl_global_init, int, long)(TRANSFER_EVERYTHING); }
static inline Transfer *_Nullable transfer_begin(void) { return FOUND(curl_easy_init, Transfer *, void)(); }
static inline void transfer_end(Transfer *_Nonnull transfer) { FOUND(curl_easy_cleanup, void, Transfer *)(transfer); }
// Forgets what was set, and keeps connections.
static inline void transfer_reset(Transfer *_Nonnull transfer) { FOUND(curl_easy_reset, void, Transfer *)(transfer); }
static inline int transfer_perform(Transfer *_Nonnull transfer) { return FOUND(curl_easy_perform, int, Transfer *)(transfer); }
static inline const char *_Nonnull transfer_reason(int code) { return FOUND(curl_easy_strerror, const char *, int)(code); }

static inline int transfer_set_number(Transfer *_Nonnull transfer, TransferOption option, long value) {
    return FOUND(curl_easy_setopt, int, Transfer *, int, ...)(transfer, option, value);
}
static inline int transfer_set_text(Transfer *_Nonnull transfer, TransferOption option, const char *_Nonnull value) {
    return FOUND(curl_easy_setopt, int, Transfer *, int, ...)(transfer, option, value);
}
static inline int transfer_set_pointer(Transfer *_Nonnull transfer, TransferOption option, const void *_Nullable value) {
    return FOUND(curl_easy_setopt, int, Transfer *, int, ...)(transfer, option, value);
}
static inline int transfer_set_list(Transfer *_Nonnull transfer, TransferOption option, const TransferList *_Nullable value) {
    return FOUND(curl_easy_setopt, int, Transfer *, int, ...)(transfer, option, value);
}
static inline int transfer_set_pipe(Transfer *_Nonnull transfer, TransferOption option, TransferPipe _Nonnull pipe) {
    return FOUND(curl_easy_setopt, int, Transfer *, int, ...)(transfer, option, pipe);
}
static inline int transfer_set_listener(Transfer *_Nonnull transfer, TransferListener _Nonnull listener) {
    return FOUND(curl_easy_setopt, int, Transfer *, int, ...)(transfer, TRANSFER_DEBUGFUNCTION, listener);
}
// A list with one text more, which is copied; without a list, one of its own.
static inline TransferList *_Nullable transfer_list(TransferList *_Nullable list, const char *_Nonnull text) {
    return FOUND(curl_slist_append, TransferList *, TransferList *, const char *)(list, text);
}
static inline void transfer_list_end(TransferList *_Nullable list) { FOUND(curl_slist_free_all, void, TransferList *)(list); }
// The answer's status; 0 for none.
static inline long transfer_status(Transfer *_Nonnull transfer) {
    long status = 0;
    FOUND(curl_easy_getinfo, int, Transfer *, int, ...)(transfer, TRANSFER_RESPONSE_CODE, &status);
    return status;
}
// After how many seconds the server wants to be asked again; 0 where it doesn't say.
static inline long long transfer_retry_after(Transfer *_Nonnull transfer) {
    long long seconds = 0;
    FOUND(curl_easy_getinfo, int, Transfer *, int, ...)(transfer, TRANSFER_RETRY_AFTER, &seconds);
    return seconds;
}
// Ends the connection used last without a word: libcurl would take leave, and wait for two minutes for a server that hangs.
static inline void transfer_break(Transfer *_Nonnull transfer) {
    int used = -1;
    FOUND(curl_easy_getinfo, int, Transfer *, int, ...)(transfer, TRANSFER_ACTIVESOCKET, &used);
    if (used >= 0) shutdown(used, SHUT_RDWR);
}
