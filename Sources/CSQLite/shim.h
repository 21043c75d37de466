// The system's libsqlite3, and the one call of it that Swift can't make: sqlite3_db_config is variadic.
#include <sqlite3.h>

static inline int csqlite_db_config(sqlite3 *db, int option, int on) {
    return sqlite3_db_config(db, option, on, (int *)0);
}
