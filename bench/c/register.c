// See register.h.
#define _GNU_SOURCE
#include "register.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static sqlite3 *db;

void die(const char *what) {
    fprintf(stderr, "%s: %s\n", what, db ? sqlite3_errmsg(db) : "");
    exit(1);
}

void run(const char *sql) {
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) die(sql);
}

sqlite3_stmt *prepare(const char *sql) {
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK) die(sql);
    return statement;
}

int step(sqlite3_stmt *statement) {
    int code = sqlite3_step(statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE) die(sqlite3_sql(statement));
    return code == SQLITE_ROW;
}

void done(sqlite3_stmt *statement) {
    step(statement);
    sqlite3_reset(statement);
}

void bind(sqlite3_stmt *statement, const char *kinds, ...) {
    va_list values;
    va_start(values, kinds);
    for (int at = 1; *kinds; kinds++, at++) {
        if (*kinds == 'i') sqlite3_bind_int64(statement, at, va_arg(values, int64_t));
        if (*kinds == 's') sqlite3_bind_text(statement, at, va_arg(values, const char *), -1, SQLITE_STATIC);
        if (*kinds == 'b') {
            const void *bytes = va_arg(values, const void *);
            sqlite3_bind_blob(statement, at, bytes, va_arg(values, int), SQLITE_STATIC);
        }
    }
    va_end(values);
}

const char *text(sqlite3_stmt *statement, int column) {
    return (const char *)sqlite3_column_text(statement, column);
}

sqlite3 *register_open(const char *path, int writing) {
    int flags = SQLITE_OPEN_NOMUTEX | (writing ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
    if (sqlite3_open_v2(path, &db, flags, NULL) != SQLITE_OK) die(path);
    sqlite3_busy_timeout(db, 10000);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    run("PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON");
    if (writing) run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY");
    sqlite3_stmt *id = prepare("PRAGMA application_id");
    if (!step(id) || sqlite3_column_int(id, 0) != 1414677323) die("not a register");
    sqlite3_finalize(id);
    return db;
}

EVP_MD_CTX *hasher(void) {
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (!context || !EVP_DigestInit_ex(context, EVP_MD_fetch(NULL, "SHA256", NULL), NULL)) die("OpenSSL");
    return context;
}

void sha256(EVP_MD_CTX *context, uint8_t out[HASH], const void *a, size_t na, const void *b, size_t nb) {
    EVP_DigestInit_ex(context, NULL, NULL);
    EVP_DigestUpdate(context, a, na);
    EVP_DigestUpdate(context, b, nb);
    EVP_DigestFinal_ex(context, out, NULL);
}

void leaf_hash(EVP_MD_CTX *context, uint8_t out[HASH], const void *entry, size_t count) {
    sha256(context, out, "\0", 1, entry, count);
}

void node_hash(EVP_MD_CTX *context, uint8_t out[HASH], const uint8_t left[HASH], const uint8_t right[HASH]) {
    uint8_t both[1 + 2 * HASH] = {1};
    memcpy(both + 1, left, HASH);
    memcpy(both + 1 + HASH, right, HASH);
    sha256(context, out, both, sizeof both, "", 0);
}

void hex(char out[65], const uint8_t hash[HASH]) {
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < HASH; i++) {
        out[2 * i] = digits[hash[i] >> 4];
        out[2 * i + 1] = digits[hash[i] & 15];
    }
    out[64] = 0;
}

void frontier_read(Frontier *frontier, int64_t size) {
    sqlite3_stmt *leaf = prepare("SELECT leaf_hash FROM ledger WHERE seq = ?");
    sqlite3_stmt *node = prepare("SELECT hash FROM tree WHERE level = ? AND position = ?");
    frontier->size = size;
    frontier->count = 0;
    for (int level = 62; level >= 0; level--) {
        if (!(size >> level & 1)) continue;
        int64_t position = (size >> level) - 1;
        sqlite3_stmt *query = level ? node : leaf;
        if (level) bind(node, "ii", (int64_t)level, position);
        else bind(leaf, "i", position + 1);
        if (!step(query)) die("a hash of the tree is missing");
        memcpy(frontier->peaks[frontier->count++], sqlite3_column_blob(query, 0), HASH);
        sqlite3_reset(query);
    }
    sqlite3_finalize(leaf);
    sqlite3_finalize(node);
}

void frontier_root(const Frontier *frontier, uint8_t out[HASH]) {
    EVP_MD_CTX *context = hasher();
    memcpy(out, frontier->peaks[frontier->count - 1], HASH);
    for (int i = frontier->count - 2; i >= 0; i--) node_hash(context, out, frontier->peaks[i], out);
    EVP_MD_CTX_free(context);
}

void frontier_add(EVP_MD_CTX *context, Frontier *frontier, const uint8_t leaf[HASH],
                  void complete(int level, int64_t position, const uint8_t hash[HASH])) {
    uint8_t right[HASH];
    memcpy(right, leaf, HASH);
    for (int level = 0; frontier->size >> level & 1; level++) {
        node_hash(context, right, frontier->peaks[--frontier->count], right);
        complete(level + 1, frontier->size >> (level + 1), right);
    }
    memcpy(frontier->peaks[frontier->count++], right, HASH);
    frontier->size++;
}

int64_t day_number(const char *iso) { // Days since 1970-01-01, by the usual shift of the year to March.
    int64_t year = atoi(iso), month = atoi(iso + 5), day = atoi(iso + 8);
    year -= month <= 2;
    int64_t era = year / 400, of_era = year - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void today(char out[11]) {
    setenv("TZ", "Europe/London", 1);
    time_t clock = time(NULL);
    strftime(out, 11, "%Y-%m-%d", localtime(&clock));
}

void now(char out[25]) {
    struct timespec clock;
    clock_gettime(CLOCK_REALTIME, &clock);
    strftime(out, 20, "%Y-%m-%dT%H:%M:%S", gmtime(&clock.tv_sec));
    snprintf(out + 19, 6, ".%03ldZ", clock.tv_nsec / 1000000);
}

void cell(FILE *out, const char *text, char end) {
    if (text && *text) {
        if (strchr("=+-@\t\r\n", *text)) fputc_unlocked('\'', out);
        if (strpbrk(text, ",\"\r\n")) {
            fputc_unlocked('"', out);
            for (; *text; text++) {
                if (*text == '"') fputc_unlocked('"', out);
                fputc_unlocked(*text, out);
            }
            fputc_unlocked('"', out);
        } else {
            fputs_unlocked(text, out);
        }
    }
    if (end == '\n') fputc_unlocked('\r', out);
    fputc_unlocked(end, out);
}
