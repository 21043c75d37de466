// The names of the people in a register, by their number.
#pragma once
#include "register.h"
#include <stdlib.h>
#include <string.h>

typedef struct {
    int64_t id;
    char *name, *account;
} Person;
static Person *people;
static int people_count;

static void people_read(void) {
    sqlite3_stmt *rows = prepare(
        "SELECT p.id, CASE WHEN n.redacted_by IS NULL THEN n.text ELSE '[redacted]' END, a.text FROM person p "
        "LEFT JOIN words n ON n.seq = p.id AND n.name = 'name' "
        "LEFT JOIN words a ON a.seq = p.id AND a.name = 'account' ORDER BY p.id");
    while (step(rows)) {
        people = realloc(people, (people_count + 1) * sizeof *people);
        people[people_count++] = (Person){
            sqlite3_column_int64(rows, 0), strdup(text(rows, 1)), text(rows, 2) ? strdup(text(rows, 2)) : NULL};
    }
    sqlite3_finalize(rows);
}

static inline const char *person_name(int64_t id) {
    int low = 0, high = people_count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (people[middle].id == id) return people[middle].name;
        if (people[middle].id < id) low = middle + 1;
        else high = middle;
    }
    return "";
}
