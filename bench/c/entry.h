// Appending to a register: the entry with its hashes and words, and the standing that follows from it. The statements
// are trackerctl's own.
#pragma once
#include "register.h"
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

static EVP_MD_CTX *context;
static sqlite3_stmt *insert_entry, *insert_node, *insert_words;
static Frontier frontier;

static void store_node(int level, int64_t position, const uint8_t hash[HASH]) {
    bind(insert_node, "iib", (int64_t)level, position, hash, HASH);
    done(insert_node);
}

// Reads where the ledger ends.
static void ledger_open(void) {
    context = hasher();
    insert_entry = prepare(
        "INSERT INTO ledger (seq, effective_on, recorded_at, actor, recorded_by, authority, subject, act,"
        " entry, leaf_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insert_node = prepare("INSERT INTO tree (level, position, hash) VALUES (?, ?, ?)");
    insert_words = prepare("INSERT INTO words (seq, name, salt, text) VALUES (?, ?, ?, ?)");
    sqlite3_stmt *end = prepare("SELECT seq, recorded_at FROM ledger ORDER BY seq DESC LIMIT 1");
    step(end);
    frontier_read(&frontier, sqlite3_column_int64(end, 0));
    sqlite3_finalize(end);
}

// A string as JSON has it.
static char *json_string(char *to, const char *from) {
    *to++ = '"';
    for (; *from; from++) {
        if ((unsigned char)*from < 32) { to += sprintf(to, "\\u%04x", *from); continue; }
        if (*from == '"' || *from == '\\') *to++ = '\\';
        *to++ = *from;
    }
    *to++ = '"';
    *to = 0;
    return to;
}

// Appends an entry in its canonical form. `data` is a JSON object or NULL; `name` and `words` go beside it, if any.
static int64_t append(const char *act, const char *actor, const char *data, const char *day, const char *instant,
                      const char *subject, const char *name, const char *words) {
    static char entry[70000];
    int64_t seq = frontier.size + 1;
    uint8_t salt[16], hash[HASH];
    char commitment[65];
    char *to = entry + sprintf(entry, "{\"act\":\"%s\",\"actor\":\"%s\",", act, actor);
    if (data) to += sprintf(to, "\"data\":%s,", data);
    to += sprintf(to, "\"effective_on\":\"%s\",\"format\":1,\"recorded_at\":\"%s\",\"seq\":%lld,\"subject\":",
                  day, instant, (long long)seq);
    to = json_string(to, subject);
    if (words) {
        if (getrandom(salt, sizeof salt, 0) != sizeof salt) die("getrandom");
        sha256(context, hash, salt, sizeof salt, words, strlen(words));
        hex(commitment, hash);
        to += sprintf(to, ",\"words\":{\"%s\":{\"bytes\":%zu,\"sha256\":\"%s\"}}", name, strlen(words), commitment);
    }
    *to++ = '}';
    *to = 0;
    leaf_hash(context, hash, entry, to - entry);
    bind(insert_entry, "issssssssb", seq, day, instant, actor, NULL, NULL, subject, act, entry, hash, HASH);
    done(insert_entry);
    frontier_add(context, &frontier, hash, store_node);
    if (words) {
        bind(insert_words, "isbs", seq, name, salt, (int)sizeof salt, words);
        done(insert_words);
    }
    return seq;
}
