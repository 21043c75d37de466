// verify REGISTER: reads every entry of the ledger and hashes it, on every core, up to the root of the tree.
//
// Each thread takes pieces of 2^14 entries by turns, which are complete subtrees, on a connection of its own.
#include "register.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PIECE 14

static const char *path;
static int64_t size;
static atomic_llong next_piece;
static Frontier *pieces; // One for each piece; all but the last hold a single peak.

static void ignore(int level, int64_t position, const uint8_t hash[HASH]) {}

static void *check(void *unused) {
    sqlite3 *db;
    sqlite3_stmt *rows;
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READONLY, NULL) != SQLITE_OK) die(path);
    if (sqlite3_prepare_v2(db, "SELECT seq, entry, leaf_hash FROM ledger WHERE seq > ? AND seq <= ? ORDER BY seq", -1,
                           &rows, NULL) != SQLITE_OK) die("ledger");
    EVP_MD_CTX *context = hasher();
    uint8_t leaf[HASH];
    int64_t piece;
    while ((piece = atomic_fetch_add(&next_piece, 1)) << PIECE < size) {
        int64_t seq = piece << PIECE;
        bind(rows, "ii", seq, seq + (1 << PIECE));
        while (sqlite3_step(rows) == SQLITE_ROW) {
            if (sqlite3_column_int64(rows, 0) != ++seq) die("an entry is missing");
            const void *entry = sqlite3_column_blob(rows, 1);
            leaf_hash(context, leaf, entry, sqlite3_column_bytes(rows, 1));
            if (memcmp(leaf, sqlite3_column_blob(rows, 2), HASH)) die("an entry is not what was hashed");
            frontier_add(context, pieces + piece, leaf, ignore);
        }
        sqlite3_reset(rows);
    }
    sqlite3_finalize(rows);
    sqlite3_close(db);
    return NULL;
}

int main(int argc, char **argv) {
    if (argc != 2) die("usage: verify REGISTER");
    path = argv[1];
    sqlite3 *db = register_open(path, 0);
    sqlite3_stmt *end = prepare("SELECT max(seq) FROM ledger");
    step(end);
    size = sqlite3_column_int64(end, 0);
    pieces = calloc((size >> PIECE) + 1, sizeof *pieces);
    int cores = (int)sysconf(_SC_NPROCESSORS_ONLN);
    pthread_t threads[cores];
    for (int i = 0; i < cores; i++) pthread_create(threads + i, NULL, check, NULL);
    for (int i = 0; i < cores; i++) pthread_join(threads[i], NULL);

    // The pieces are leaves of the tree above them; the last one's peaks stand to their right.
    EVP_MD_CTX *context = hasher();
    Frontier all = {0};
    int64_t whole = size >> PIECE;
    for (int64_t i = 0; i < whole; i++) frontier_add(context, &all, pieces[i].peaks[0], ignore);
    for (int i = 0; i < pieces[whole].count; i++) memcpy(all.peaks[all.count++], pieces[whole].peaks[i], HASH);
    all.size = size;
    uint8_t root[HASH];
    char root_hex[65];
    frontier_root(&all, root);
    hex(root_hex, root);
    printf("Verified: %lld entries, root %s.\n", (long long)size, root_hex);
    sqlite3_finalize(end);
    sqlite3_close(db);
}
