// libpq, by which programs talk to a PostgreSQL server (https://www.postgresql.org/docs/current/libpq.html). It is not
// linked: it brings twenty more libraries, and most registers are files. ClientLibrary loads it when a server is named. To
// Swift, each name below is a value that holds the function of that name in what is loaded by then; the header's own
// declaration goes by another name.
#include <dlfcn.h>
#include "names.h"
#if __has_include(<postgresql/libpq-fe.h>)
#include <postgresql/libpq-fe.h>
#else
#include <libpq-fe.h>
#endif

#define LOADED(name) \
    __attribute__((swift_name("getter:" #name "()"))) static inline __typeof__(&linked_##name) _Nonnull loaded_##name(void) { \
        static void *address; \
        void *found = __atomic_load_n(&address, __ATOMIC_RELAXED); \
        if (!found) __atomic_store_n(&address, found = dlsym((void *)0, #name), __ATOMIC_RELAXED); \
        return (__typeof__(&linked_##name))found; \
    }

LOADED(PQclear)
LOADED(PQcmdStatus)
LOADED(PQcmdTuples)
LOADED(PQconnectdbParams)
LOADED(PQconninfo)
LOADED(PQconninfoFree)
LOADED(PQconninfoParse)
LOADED(PQconsumeInput)
LOADED(PQenterPipelineMode)
LOADED(PQerrorMessage)
LOADED(PQexec)
LOADED(PQexitPipelineMode)
LOADED(PQfinish)
LOADED(PQfname)
LOADED(PQfreemem)
LOADED(PQftype)
LOADED(PQgetResult)
LOADED(PQgetisnull)
LOADED(PQgetlength)
LOADED(PQgetvalue)
LOADED(PQhost)
LOADED(PQisBusy)
LOADED(PQntuples)
LOADED(PQpipelineSync)
LOADED(PQport)
LOADED(PQresultErrorField)
LOADED(PQresultStatus)
LOADED(PQsendPrepare)
LOADED(PQsendQueryParams)
LOADED(PQsendQueryPrepared)
LOADED(PQserverVersion)
LOADED(PQsetNoticeReceiver)
LOADED(PQsocket)
LOADED(PQstatus)
