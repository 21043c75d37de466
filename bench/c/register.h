// What the baselines share: opening a register as trackerctl does, hashing with OpenSSL, days, CSV.
#pragma once
#include <openssl/evp.h>
#include <sqlite3.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define FOREVER "9223372036854775807"
#define HASH 32

// Says what SQLite or the system says, and ends the program.
void die(const char *what);

// Opens a register with the same pragmas as trackerctl, and makes sure that it is one.
sqlite3 *register_open(const char *path, int writing);
void run(const char *sql);
sqlite3_stmt *prepare(const char *sql);
// One row more: 1, or 0 at the end.
int step(sqlite3_stmt *statement);
// Runs a statement that gives no rows, and makes it ready for the next values.
void done(sqlite3_stmt *statement);
// Binds by turns: 'i' an int64_t, 's' a string or NULL, 'b' bytes and then their count.
void bind(sqlite3_stmt *statement, const char *kinds, ...);
const char *text(sqlite3_stmt *statement, int column);

// SHA-256 over two pieces; `hasher` makes a context, one for each thread.
EVP_MD_CTX *hasher(void);
void sha256(EVP_MD_CTX *context, uint8_t out[HASH], const void *a, size_t na, const void *b, size_t nb);
// RFC 6962: SHA-256 over 0x00 and the entry, over 0x01 and the two children.
void leaf_hash(EVP_MD_CTX *context, uint8_t out[HASH], const void *entry, size_t count);
void node_hash(EVP_MD_CTX *context, uint8_t out[HASH], const uint8_t left[HASH], const uint8_t right[HASH]);
void hex(char out[65], const uint8_t hash[HASH]);

// The complete subtrees at the right edge of the ledger's tree, largest first.
typedef struct {
    int64_t size;
    int count;
    uint8_t peaks[64][HASH];
} Frontier;
void frontier_read(Frontier *frontier, int64_t size);
void frontier_root(const Frontier *frontier, uint8_t out[HASH]);
// Adds a leaf; `complete` is told each inner node that this completes, lowest first.
void frontier_add(EVP_MD_CTX *context, Frontier *frontier, const uint8_t leaf[HASH],
                  void complete(int level, int64_t position, const uint8_t hash[HASH]));

int64_t day_number(const char *iso);
void today(char out[11]);
void now(char out[25]);

// A cell of a CSV row, quoted and made inert where it has to be; NULL is an empty one.
void cell(FILE *out, const char *text, char end);
