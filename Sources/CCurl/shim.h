// libcurl, by which programs ask web servers and hand over mail (https://curl.se/libcurl/c/). It is not linked: it brings thirty more
// libraries, and most runs need none. TransferLibrary loads it. Swift can't call functions with any number of arguments, so each
// kind of option has a function of its own here.
#include <dlfcn.h>
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#undef curl_easy_setopt
#undef curl_easy_getinfo

#define FOUND(name) ((__typeof__(&name))dlsym((void *)0, #name))

static inline CURLcode transfer_prepare(void) { return FOUND(curl_global_init)(CURL_GLOBAL_ALL); }
static inline CURL *_Nullable transfer_begin(void) { return FOUND(curl_easy_init)(); }
static inline void transfer_end(CURL *_Nonnull transfer) { FOUND(curl_easy_cleanup)(transfer); }
static inline CURLcode transfer_perform(CURL *_Nonnull transfer) { return FOUND(curl_easy_perform)(transfer); }
static inline const char *_Nonnull transfer_reason(CURLcode code) { return FOUND(curl_easy_strerror)(code); }

static inline CURLcode transfer_set_number(CURL *_Nonnull transfer, CURLoption option, long value) {
    return FOUND(curl_easy_setopt)(transfer, option, value);
}
static inline CURLcode transfer_set_text(CURL *_Nonnull transfer, CURLoption option, const char *_Nonnull value) {
    return FOUND(curl_easy_setopt)(transfer, option, value);
}
static inline CURLcode transfer_set_pointer(CURL *_Nonnull transfer, CURLoption option, const void *_Nullable value) {
    return FOUND(curl_easy_setopt)(transfer, option, value);
}
static inline CURLcode transfer_set_writer(CURL *_Nonnull transfer, curl_write_callback _Nonnull writer) {
    return FOUND(curl_easy_setopt)(transfer, CURLOPT_WRITEFUNCTION, writer);
}
// The answer's status; 0 for none.
static inline long transfer_status(CURL *_Nonnull transfer) {
    long status = 0;
    FOUND(curl_easy_getinfo)(transfer, CURLINFO_RESPONSE_CODE, &status);
    return status;
}
