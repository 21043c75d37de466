// import REGISTER FILE REPORT: takes in a CSV with the columns ref, text, due, question and lead in one transaction,
// with the same entries, hashes and rows as `trackerctl import FILE --report REPORT`.
#include "entry.h"
#include "people.h"
#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#define COLUMNS 5

static char *at, *end;

// The next row's cells, unquoted in place; 0 at the end of the file.
static int next_row(char *cells[COLUMNS]) {
    if (at >= end) return 0;
    for (int column = 0; column < COLUMNS; column++) {
        char *to = at;
        cells[column] = at;
        if (*at == '"') {
            for (at++; at < end && (*at != '"' || at[1] == '"'); at++) {
                if (*at == '"') at++;
                *to++ = *at;
            }
            at++;
        } else {
            while (at < end && *at != ',' && *at != '\r' && *at != '\n') at++;
            to = at;
        }
        if ((*at == ',') != (column < COLUMNS - 1)) die("a row has too many or too few cells");
        if (*at == '\r') at++;
        *to = 0;
        at++;
    }
    return 1;
}

int main(int argc, char **argv) {
    if (argc != 4) die("usage: import REGISTER FILE REPORT");
    int file = open(argv[2], O_RDONLY);
    struct stat status;
    if (file < 0 || fstat(file, &status)) die(argv[2]);
    char *bytes = malloc(status.st_size + 1);
    if (read(file, bytes, status.st_size) != status.st_size) die(argv[2]);
    at = bytes, end = bytes + status.st_size;
    *end = 0;
    int64_t rows = -1;
    for (char *c = at; c < end; c++) rows += *c == '\n'; // No cell holds a line break.

    char instant[25], day[11], published[11], force[256], data[2048], actor[24], sha[65];
    now(instant);
    today(day);
    uint8_t hash[HASH];
    sqlite3 *db = register_open(argv[1], 1);
    run("BEGIN IMMEDIATE");
    ledger_open();
    people_read();
    const char *account = getpwuid(getuid())->pw_name;
    for (int i = 0; i < people_count; i++)
        if (people[i].account && !strcmp(people[i].account, account)) snprintf(actor, sizeof actor, "P%lld", (long long)people[i].id);
    sqlite3_stmt *report = prepare("SELECT force, published FROM report WHERE ref = ?");
    bind(report, "s", argv[3]);
    if (!step(report)) die("no such report");
    snprintf(force, sizeof force, "%s", text(report, 0));
    snprintf(published, sizeof published, "%s", text(report, 1));
    sqlite3_reset(report);

    sha256(context, hash, bytes, status.st_size, "", 0);
    hex(sha, hash);
    sprintf(data, "{\"rows\":%lld,\"sha256\":\"%s\"}", (long long)rows, sha);
    const char *name = strrchr(argv[2], '/');
    append("import", actor, data, day, instant, "register", "file", name ? name + 1 : argv[2]);

    sqlite3_stmt *insert_item = prepare("INSERT INTO recommendation (id, ref, folded) VALUES (?, ?, ?)");
    sqlite3_stmt *supersede = prepare(
        "UPDATE item_state SET known_to = ? WHERE recommendation = ? AND step = ? AND known_to = " FOREVER);
    sqlite3_stmt *insert_standing = prepare(
        "INSERT INTO item_state (recommendation, step, known_from, known_to, from_on, to_on, cause, report, kind, force,"
        " question, opened_on, original_due, stage, lead, supporting, due, revisions, extension_wanted, in_scope, text,"
        " tags) VALUES (?, ?, ?, " FOREVER ", ?, ?, ?, ?, 'recommendation', ?, ?, ?, ?, 'open', ?, '', ?, 0, 0, 1, ?, '')");
    char *cells[COLUMNS], folded[65];
    next_row(cells);
    while (next_row(cells)) {
        char *ref = cells[0], *due = cells[2][0] ? cells[2] : NULL;
        int64_t lead = 0;
        for (int i = 0; i < people_count && !lead; i++)
            if (!strcmp(people[i].name, cells[4])) lead = people[i].id;
        if (!lead) die("nobody of that name is registered");
        char *to = data + sprintf(data, "{");
        if (due) to += sprintf(to, "\"due\":\"%s\",", due);
        to += sprintf(to, "\"force\":");
        to = json_string(to, force);
        to += sprintf(to, ",\"kind\":\"recommendation\",\"question\":");
        to = json_string(to, cells[3]);
        sprintf(to, ",\"report\":\"%s\"}", argv[3]);
        int64_t id = append("add", actor, data, published, instant, ref, "text", cells[1]);
        size_t length = strlen(ref);
        for (size_t i = 0; i <= length; i++) folded[i] = ref[i] | (ref[i] >= 'A' && ref[i] <= 'Z' ? 32 : 0);
        bind(insert_item, "iss", id, ref, folded);
        done(insert_item);
        bind(insert_standing, "iiississsss", id, (int64_t)0, id, published, "9999-12-31", id, argv[3], force, cells[3],
             published, due);
        sqlite3_bind_null(insert_standing, 12);
        sqlite3_bind_text(insert_standing, 13, due, -1, SQLITE_STATIC);
        sqlite3_bind_int64(insert_standing, 14, id);
        done(insert_standing);

        sprintf(data, "{\"lead\":\"P%lld\"}", (long long)lead);
        int64_t seq = append("assign", actor, data, published, instant, ref, NULL, NULL);
        bind(supersede, "iii", seq, id, (int64_t)0);
        done(supersede);
        // The step that the same day's assignment overtook, and the one that stands.
        sqlite3_bind_int64(insert_standing, 3, seq);
        sqlite3_bind_text(insert_standing, 5, published, -1, SQLITE_STATIC);
        done(insert_standing);
        sqlite3_bind_int64(insert_standing, 2, 1);
        sqlite3_bind_text(insert_standing, 5, "9999-12-31", -1, SQLITE_STATIC);
        sqlite3_bind_int64(insert_standing, 6, seq);
        sqlite3_bind_int64(insert_standing, 12, lead);
        done(insert_standing);
    }
    run("COMMIT");
    printf("Took in %lld items.\n", (long long)rows);
    for (sqlite3_stmt *s; (s = sqlite3_next_stmt(db, NULL));) sqlite3_finalize(s);
    sqlite3_close(db);
}
