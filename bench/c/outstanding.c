// outstanding REGISTER [LIMIT]: what `trackerctl outstanding` answers, as CSV; counts and root on standard error.
#include "people.h"

#define LIVE "s.known_to = " FOREVER " AND s.to_on = '9999-12-31' AND s.stage <> 'closed' AND s.in_scope"
// Overdue first, then what has a date, then the rest.
#define SECTION "CASE WHEN s.due < ?1 AND s.stage <> 'assured' THEN 0 WHEN s.due IS NOT NULL THEN 1 ELSE 2 END"
#define WORDS(w) "CASE WHEN " w ".redacted_by IS NULL THEN " w ".text ELSE '[redacted]' END"

static const char counts_sql[] =
    "SELECT count(*), count(*) FILTER (WHERE s.due < ? AND s.stage <> 'assured'),"
    " count(*) FILTER (WHERE s.due IS NULL) FROM item_state s WHERE " LIVE;

// The items that are shown are picked first, so that only their words are read.
static const char items_sql[] =
    "SELECT r.ref, " WORDS("t") ", s.stage, s.lead, s.supporting, s.due, s.original_due, " WORDS("d") ","
    " s.revisions, s.complete, " WORDS("n") ", s.progress_on, s.report, s.kind, s.force, s.question, s.number,"
    " s.external_number, s.parent, s.board, s.opened_on, s.tags, s.also_boards, s.risk, s.delay, k.needs_recommendation AND NOT EXISTS"
    "  (SELECT 1 FROM item_state c WHERE c.parent = r.ref AND c.known_to = " FOREVER " AND c.to_on = '9999-12-31') "
    "FROM (SELECT s.recommendation, s.known_from, s.step FROM item_state s WHERE " LIVE
    "      ORDER BY " SECTION ", s.due, s.recommendation LIMIT ?2) p "
    "JOIN item_state s ON s.recommendation = p.recommendation AND s.known_from = p.known_from AND s.step = p.step "
    "JOIN recommendation r ON r.id = s.recommendation "
    "JOIN kind k ON k.name = s.kind "
    "LEFT JOIN words t ON t.seq = s.text AND t.name = 'text' "
    "LEFT JOIN words d ON d.seq = s.deadline AND d.name = 'deadline' "
    "LEFT JOIN words n ON n.seq = s.progress AND n.name = 'note' "
    "ORDER BY " SECTION ", s.due, s.recommendation";

// The lines of a column, parted by semicolons; of people, their names.
static const char *list(const char *lines, int of_people) {
    static char joined[4096];
    size_t used = 0;
    joined[0] = 0;
    while (*lines && used < sizeof joined) {
        int length = (int)strcspn(lines, "\n");
        const char *separator = used ? "; " : "";
        if (of_people) used += snprintf(joined + used, sizeof joined - used, "%s%s", separator, person_name(atoll(lines)));
        else used += snprintf(joined + used, sizeof joined - used, "%s%.*s", separator, length, lines);
        lines += length + (lines[length] == '\n');
    }
    return joined;
}

int main(int argc, char **argv) {
    if (argc < 2) die("usage: outstanding REGISTER [LIMIT]");
    char day[11], number[24];
    today(day);
    int64_t now = day_number(day);
    sqlite3 *db = register_open(argv[1], 0);
    run("BEGIN");
    sqlite3_stmt *end = prepare("SELECT seq, recorded_at FROM ledger ORDER BY seq DESC LIMIT 1");
    step(end);
    Frontier frontier;
    uint8_t root[HASH];
    char root_hex[65];
    frontier_read(&frontier, sqlite3_column_int64(end, 0));
    frontier_root(&frontier, root);
    hex(root_hex, root);
    people_read();
    sqlite3_stmt *counts = prepare(counts_sql);
    bind(counts, "s", day);
    step(counts);
    int total = sqlite3_column_int(counts, 0), overdue = sqlite3_column_int(counts, 1),
        undated = sqlite3_column_int(counts, 2);

    static char buffer[1 << 16];
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    fputs("ref,text,status,lead,support,due,days_overdue,original_due,deadline,revisions,rag,complete,progress,"
          "progress_on,report,kind,force,question,number,external_number,parent,board,opened,tags,also_boards,successor,addressees,risk,delay,proposals_waiting,marking\r\n", stdout);
    sqlite3_stmt *items = prepare(items_sql);
    bind(items, "si", day, argc > 2 ? (int64_t)atoll(argv[2]) : (int64_t)-1);
    while (step(items)) {
        const char *stage = text(items, 2), *due = text(items, 5);
        int has_lead = sqlite3_column_type(items, 3) != SQLITE_NULL, assured = !strcmp(stage, "assured");
        int64_t left = due ? day_number(due) - now : 0;
        int late = due && left < 0 && !assured;
        cell(stdout, text(items, 0), ',');
        cell(stdout, text(items, 1), ',');
        cell(stdout, !strcmp(stage, "open") && !has_lead ? "awaiting allocation"
                     : !strcmp(stage, "in-progress") ? "in progress"
                     : !strcmp(stage, "pending-sign-off") ? "pending sign-off" : stage, ',');
        cell(stdout, has_lead ? person_name(sqlite3_column_int64(items, 3)) : NULL, ',');
        cell(stdout, list(text(items, 4), 1), ',');
        cell(stdout, due, ',');
        snprintf(number, sizeof number, "%lld", (long long)-left);
        cell(stdout, late ? number : NULL, ',');
        cell(stdout, text(items, 6), ',');
        cell(stdout, text(items, 7), ',');
        cell(stdout, text(items, 8), ',');
        cell(stdout, assured ? "green" : !due ? NULL : late ? "red" : left <= 30 ? "amber" : "green", ',');
        for (int column = 9; column <= 20; column++) cell(stdout, text(items, column), ',');
        cell(stdout, list(text(items, 21), 0), ',');
        cell(stdout, list(text(items, 22), 0), ',');
        // What is outstanding has no successor, and the bench's items name no addressees and have no proposals.
        cell(stdout, NULL, ',');
        cell(stdout, NULL, ',');
        cell(stdout, text(items, 23), ',');
        cell(stdout, text(items, 24), ',');
        cell(stdout, NULL, ',');
        cell(stdout, "OFFICIAL", '\n');
    }
    run("COMMIT");
    fflush(stdout);
    fprintf(stderr, "%d items outstanding: %d overdue, %d with a date to come, %d without a date; ledger %lld, root %s\n",
            total, overdue, total - overdue - undated, undated, (long long)frontier.size, root_hex);
    sqlite3_close_v2(db);
}
