// progress REGISTER REF NOTE: one progress note on an item in progress, durable, as `trackerctl progress` records it.
#include "entry.h"
#include <pwd.h>
#include <unistd.h>

#define SAME_BEFORE "report, kind, force, question, number, external_number, parent, addressee, priority, opened_on," \
    " original_due, stage, closed_as, successor, acceptance, lead, supporting, board, due, revisions," \
    " extension_wanted, in_scope, complete, rag"
#define SAME_AFTER "text, deadline, marking, tags"
#define COLUMNS "recommendation, step, known_from, known_to, from_on, to_on, cause, " SAME_BEFORE ", progress, progress_on, " SAME_AFTER

int main(int argc, char **argv) {
    if (argc != 4) die("usage: progress REGISTER REF NOTE");
    char day[11], instant[25], folded[65], actor[24];
    today(day);
    now(instant);
    sqlite3 *db = register_open(argv[1], 1);
    run("BEGIN IMMEDIATE");
    ledger_open();
    sqlite3_stmt *person = prepare("SELECT p.id FROM person p JOIN words a ON a.seq = p.id AND a.name = 'account' WHERE a.text = ?");
    bind(person, "s", getpwuid(getuid())->pw_name);
    if (!step(person)) die("nobody is registered for this account");
    snprintf(actor, sizeof actor, "P%lld", sqlite3_column_int64(person, 0));
    size_t length = strlen(argv[2]);
    for (size_t i = 0; i <= length && i < 64; i++) folded[i] = argv[2][i] | (argv[2][i] >= 'A' && argv[2][i] <= 'Z' ? 32 : 0);
    sqlite3_stmt *current = prepare(
        "SELECT r.id, s.step, s.stage, s.from_on, r.ref FROM recommendation r JOIN item_state s ON s.recommendation = r.id "
        "WHERE r.folded = ? AND s.known_to = " FOREVER " ORDER BY s.step DESC LIMIT 1");
    bind(current, "s", folded);
    if (!step(current)) die("no such item");
    int64_t item = sqlite3_column_int64(current, 0), last = sqlite3_column_int64(current, 1);
    if (strcmp(text(current, 2), "in-progress") || strcmp(text(current, 3), day) > 0) die("it is not in progress");

    int64_t seq = append("progress", actor, NULL, day, instant, text(current, 4), "note", argv[3]);
    sqlite3_stmt *supersede = prepare(
        "UPDATE item_state SET known_to = ? WHERE recommendation = ? AND step = ? AND known_to = " FOREVER);
    bind(supersede, "iii", seq, item, last);
    done(supersede);
    sqlite3_stmt *ended = prepare(
        "INSERT INTO item_state (" COLUMNS ") SELECT recommendation, step, ?, " FOREVER ", from_on, ?, cause, "
        SAME_BEFORE ", progress, progress_on, " SAME_AFTER
        " FROM item_state WHERE recommendation = ? AND step = ? AND known_to = ?");
    bind(ended, "isiii", seq, day, item, last, seq);
    done(ended);
    sqlite3_stmt *begun = prepare(
        "INSERT INTO item_state (" COLUMNS ") SELECT recommendation, step + 1, ?, " FOREVER ", ?, '9999-12-31', ?, "
        SAME_BEFORE ", ?, ?, " SAME_AFTER " FROM item_state WHERE recommendation = ? AND step = ? AND known_to = ?");
    bind(begun, "isiisiii", seq, day, seq, seq, day, item, last, seq);
    done(begun);
    sqlite3_reset(current);
    sqlite3_reset(person);
    run("COMMIT");
    printf("%s: in progress (entry %lld)\n", argv[2], (long long)seq);
    for (sqlite3_stmt *s; (s = sqlite3_next_stmt(db, NULL));) sqlite3_finalize(s);
    sqlite3_close(db);
}
