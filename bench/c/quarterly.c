// quarterly REGISTER FIRST LAST NEXT-LAST: the figures of `trackerctl quarterly` by report, as its CSV.
#include "register.h"
#include <stdlib.h>
#include <string.h>

enum { brought_forward, opened, reopened, closed_implemented, closed_other, scope_change, restated, carried_forward,
       awaiting_allocation, position_open, in_progress, pending_sign_off, assured, closed_in_quarter, overdue,
       due_next_quarter, no_date, revised_once, revised_more, oldest_days, rag_red, rag_amber, rag_green, rag_none,
       age_band, columns = age_band + 4 };

typedef struct {
    char key[65];
    int count[columns];
} Row;
typedef struct {
    char report[65], stage[17], due[11], opened_on[11];
    int has_lead, in_scope, implemented, revisions;
} Standing;

static Row *rows, total;
static int row_count, room;
static const char *first, *last, *next_last;
static int64_t last_number;

// The row of a report: most items stand next to others of theirs.
static Row *row(const char *key) {
    static int recent;
    if (recent < row_count && !strcmp(rows[recent].key, key)) return rows + recent;
    for (recent = 0; recent < row_count; recent++)
        if (!strcmp(rows[recent].key, key)) return rows + recent;
    if (row_count == room) rows = realloc(rows, (room = room ? 2 * room : 64) * sizeof *rows);
    memset(rows + row_count, 0, sizeof *rows);
    strcpy(rows[row_count].key, key);
    return rows + row_count++;
}

static void count(const char *key, int column) {
    row(key)->count[column]++;
    total.count[column]++;
}

static void oldest(Row *row, int days) {
    if (days > row->count[oldest_days]) row->count[oldest_days] = days;
}

static int is_live(const Standing *s) { return strcmp(s->stage, "closed") != 0; }
static int is_counted(const Standing *s) { return s->in_scope && is_live(s); }

static void move(const Standing *was, const Standing *is) {
    if (!was->report[0]) {
        if (is_counted(is)) count(is->report, opened);
    } else if (!is_live(was) && is_live(is)) {
        if (is_counted(is)) count(is->report, reopened);
    } else if (is_live(was) && !is_live(is)) {
        if (is_counted(was)) count(was->report, is->implemented ? closed_implemented : closed_other);
    } else if (is_counted(was) != is_counted(is)) {
        row(is->report)->count[scope_change] += is_counted(is) ? 1 : -1;
        total.count[scope_change] += is_counted(is) ? 1 : -1;
    }
}

static void position(const Standing *s, int closed_within) {
    const char *key = s->report;
    if (closed_within && !is_live(s) && s->in_scope) count(key, closed_in_quarter);
    if (!is_counted(s)) return;
    int is_assured = !strcmp(s->stage, "assured"), late = !is_assured && s->due[0] && strcmp(s->due, last) < 0;
    count(key, carried_forward);
    count(key, is_assured ? assured : !strcmp(s->stage, "in-progress") ? in_progress
               : !strcmp(s->stage, "pending-sign-off") ? pending_sign_off
               : s->has_lead ? position_open : awaiting_allocation);
    if (late) count(key, overdue);
    if (!is_assured && !s->due[0]) count(key, no_date);
    if (!is_assured && strcmp(s->due, last) > 0 && strcmp(s->due, next_last) <= 0) count(key, due_next_quarter);
    if (s->revisions) count(key, s->revisions == 1 ? revised_once : revised_more);
    count(key, is_assured ? rag_green : !s->due[0] ? rag_none : late ? rag_red
               : day_number(s->due) - last_number <= 30 ? rag_amber : rag_green);
    int days = (int)(last_number - day_number(s->opened_on));
    count(key, age_band + (days > 90) + (days > 180) + (days > 365));
    oldest(row(key), days);
    oldest(&total, days);
}

static int by_key(const void *a, const void *b) { return strcmp(((const Row *)a)->key, ((const Row *)b)->key); }

static void print(const char *label, const Row *row) {
    cell(stdout, label, ',');
    for (int column = 0; column < columns; column++) {
        if (column == oldest_days && !row->count[carried_forward]) printf(",");
        else printf("%d,", row->count[column]);
    }
    printf("OFFICIAL\r\n");
}

static void copy(char *to, sqlite3_stmt *steps, int column) {
    const char *from = text(steps, column);
    strcpy(to, from ? from : "");
}

int main(int argc, char **argv) {
    if (argc != 5) die("usage: quarterly REGISTER FIRST LAST NEXT-LAST");
    first = argv[2], last = argv[3], next_last = argv[4];
    last_number = day_number(last);
    sqlite3 *db = register_open(argv[1], 0);
    run("BEGIN");
    sqlite3_stmt *end = prepare("SELECT seq, recorded_at FROM ledger ORDER BY seq DESC LIMIT 1");
    step(end);
    int64_t known = sqlite3_column_int64(end, 0);
    Frontier frontier;
    uint8_t root[HASH];
    char root_hex[65];
    frontier_read(&frontier, known);
    frontier_root(&frontier, root);
    hex(root_hex, root);

    // The conditions are trackerctl's; "> eve" is "at or after the first day".
#define PICK "SELECT s.recommendation, s.known_from, s.step FROM item_state s WHERE s.known_to = " FOREVER
    sqlite3_stmt *steps = prepare(
        "WITH picked AS ("
        PICK " AND s.to_on = '9999-12-31' AND s.stage <> 'closed' AND +s.from_on < ?1 UNION ALL "
        PICK " AND s.stage <> 'closed' AND s.to_on < '9999-12-31' AND s.to_on >= ?1 AND s.from_on < ?1 UNION ALL "
        PICK " AND s.from_on >= ?1 AND s.from_on <= ?2) "
        "SELECT s.recommendation, s.from_on, s.report, s.stage, s.due, s.opened_on, s.lead IS NOT NULL, s.in_scope,"
        " s.closed_as = 'implemented', s.revisions, s.step FROM picked p "
        "JOIN item_state s ON s.recommendation = p.recommendation AND s.known_from = p.known_from AND s.step = p.step "
        "ORDER BY +p.recommendation, +p.step");
    bind(steps, "ss", first, last);
    // An item whose earlier steps are left out was closed.
    Standing none = {0}, closed = {.report = "-", .stage = "closed"}, was = none, is;
    int64_t item = 0;
    int closed_within = 0;
    while (step(steps)) {
        if (sqlite3_column_int64(steps, 0) != item) {
            if (item) position(&was, closed_within);
            item = sqlite3_column_int64(steps, 0);
            was = strcmp(text(steps, 1), first) >= 0 && sqlite3_column_int(steps, 10) ? closed : none;
            closed_within = 0;
        }
        copy(is.report, steps, 2);
        copy(is.stage, steps, 3);
        copy(is.due, steps, 4);
        copy(is.opened_on, steps, 5);
        is.has_lead = sqlite3_column_int(steps, 6);
        is.in_scope = sqlite3_column_int(steps, 7);
        is.implemented = sqlite3_column_int(steps, 8);
        is.revisions = sqlite3_column_int(steps, 9);
        if (strcmp(text(steps, 1), first) < 0) {
            if (is_counted(&is)) count(is.report, brought_forward);
        } else {
            move(&was, &is);
            if (!is_live(&is) && (!was.report[0] || is_live(&was))) closed_within = 1;
        }
        was = is;
    }
    if (item) position(&was, closed_within);

    printf("key,brought_forward,opened,reopened,closed_implemented,closed_other,scope_change,restated,carried_forward,"
           "awaiting_allocation,open,in_progress,pending_sign_off,assured,closed_in_quarter,overdue,due_next_quarter,"
           "no_date,revised_once,revised_more,oldest_days,rag_red,rag_amber,rag_green,rag_none,age_band_1,age_band_2,"
           "age_band_3,age_band_4,marking\r\n");
    qsort(rows, row_count, sizeof *rows, by_key);
    sqlite3_stmt *titles = prepare(
        "SELECT r.ref, w.text FROM report r LEFT JOIN words w ON w.seq = r.id AND w.name = 'title' ORDER BY r.ref");
    for (int i = 0; i < row_count && step(titles);) {
        if (!strcmp(rows[i].key, text(titles, 0))) print(text(titles, 1), rows + i++);
    }
    print("Total", &total);
    run("COMMIT");
    fprintf(stderr, "ledger %lld, root %s\n", (long long)known, root_hex);
    sqlite3_close_v2(db);
}
