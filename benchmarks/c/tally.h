/* What is counted, by year x class x state or service, and how it is printed.

   Times add up in whole ticks, as in engines/sums.py, so that their order does not matter. */
#ifndef TALLY_H
#define TALLY_H

#include <inttypes.h>

#include "network.h"

#define TICKS 1099511627776.0

typedef unsigned __int128 Ticks;

typedef struct {
    int64_t *fresh;                                         /* class */
    int64_t *entries;                                       /* class, state */
    Ticks *open_days;                                       /* class, state */
    Ticks *waiting_days;                                    /* class, service */
    int64_t *visits, *sittings, *completed, *gave_up, *turned_away; /* class, service */
    Ticks *hours_used;                                      /* service */
    int64_t *queue_end;                                     /* service */
    int64_t *stock_end;                                     /* class, state */
    double *money;                                          /* class, service */
} Tally;

static Tally *new_tallies(const Network *n)
{
    size_t by_state = (size_t)(n->classes * n->states);
    size_t by_service = (size_t)(n->classes * n->services);
    Tally *years = allocated((size_t)n->years, sizeof(Tally));
    for (int64_t year = 0; year < n->years; year++)
        years[year] = (Tally){
            .fresh = allocated((size_t)n->classes, 8),
            .entries = allocated(by_state, 8),
            .open_days = allocated(by_state, sizeof(Ticks)),
            .waiting_days = allocated(by_service, sizeof(Ticks)),
            .visits = allocated(by_service, 8),
            .sittings = allocated(by_service, 8),
            .completed = allocated(by_service, 8),
            .gave_up = allocated(by_service, 8),
            .turned_away = allocated(by_service, 8),
            .hours_used = allocated((size_t)n->services, sizeof(Ticks)),
            .queue_end = allocated((size_t)n->services, 8),
            .stock_end = allocated(by_state, 8),
            .money = allocated(by_service, 8),
        };
    return years;
}

static inline uint64_t ticks_of(double time)
{
    return (uint64_t)(int64_t)(time * TICKS);
}

static int64_t total(const int64_t *counts, int64_t count)
{
    int64_t sum = 0;
    for (int64_t i = 0; i < count; i++)
        sum += counts[i];
    return sum;
}

enum { COUNT, DAYS, MONEY };

static void print_counts(const char *name, const Tally *years, size_t place, int64_t count,
                         const Network *n, int kind)
{
    printf(",\n\"%s\": [", name);
    for (int64_t year = 0; year < n->years; year++) {
        const void *block = *(void *const *)((const char *)&years[year] + place);
        printf("%s[", year ? ", " : "");
        for (int64_t i = 0; i < count; i++)
            if (kind == DAYS)
                printf("%s%.17g", i ? ", " : "", (double)((const Ticks *)block)[i] / TICKS);
            else if (kind == MONEY)
                printf("%s%.17g", i ? ", " : "", ((const double *)block)[i]);
            else
                printf("%s%" PRId64, i ? ", " : "", ((const int64_t *)block)[i]);
        printf("]");
    }
    printf("]");
}

#define PRINT_COUNTS(name, count, kind) \
    print_counts(#name, years, offsetof(Tally, name), count, n, kind)

static void print_tallies(const Network *n, const Tally *years)
{
    int64_t by_state = n->classes * n->states, by_service = n->classes * n->services;
    PRINT_COUNTS(fresh, n->classes, COUNT);
    PRINT_COUNTS(entries, by_state, COUNT);
    PRINT_COUNTS(open_days, by_state, DAYS);
    PRINT_COUNTS(waiting_days, by_service, DAYS);
    PRINT_COUNTS(visits, by_service, COUNT);
    PRINT_COUNTS(sittings, by_service, COUNT);
    PRINT_COUNTS(completed, by_service, COUNT);
    PRINT_COUNTS(gave_up, by_service, COUNT);
    PRINT_COUNTS(turned_away, by_service, COUNT);
    PRINT_COUNTS(hours_used, n->services, DAYS);
    PRINT_COUNTS(queue_end, n->services, COUNT);
    PRINT_COUNTS(stock_end, by_state, COUNT);
    PRINT_COUNTS(money, by_service, MONEY);
}

#endif
