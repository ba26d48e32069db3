/* What a run reads: the flat file that `benchmarks/yardstick.py` writes, in its order.

   A position is (year x classes + class) x width + state or service, as in
   engines/event/parameters.py. */
#ifndef NETWORK_H
#define NETWORK_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "calendar.h"
#include "luck.h"

#define GUIDE_BITS 5
#define MAGIC 0x4A4E4554

typedef struct {
    int32_t start, length;
} Row;

typedef struct {
    int64_t classes, states, services, years, priorities, rows, row_cells, gamma_tables;
    int64_t key0, key1;
    double horizon, ticks_per_day;
    double *inflow_bound;               /* class; per year */
    double *kept_share;                 /* year, class */
    int32_t *start, *kind;              /* class; state: enum Kind */
    int32_t *service_of_state;          /* state */
    int32_t *gives_up_to, *turned_away_to; /* class, state */
    int32_t *priority;                  /* class, service */
    int32_t *geometric;                 /* service */
    int32_t *row_of_place;              /* year, class, state; NONE if no move leads on */
    Row *row;
    double *bound;                      /* cell: cumulated shares */
    int32_t *target;                    /* cell */
    uint8_t *guide;                     /* row, first bits of a uniform: where to begin to look */
    PreparedTime *wait;                 /* year, class, state */
    PreparedTime *work;                 /* year, class, service; hours */
    PreparedTime *parties;              /* year, service */
    double *gamma_table;
    double *least_sittings, *one_more, *another; /* year, class, service */
    double *notice, *patience, *days_per_hour;   /* year, service */
    int64_t *servers;                   /* year, service; huge where there is no limit */
    double *queue_limit;                /* service */
    double *price_of_visit, *price_of_sitting; /* service; money */
} Network;

enum { WAIT, SERVICE, RESOLUTION, NO_RESOLUTION };

static void *read_block(FILE *file, int64_t count, size_t size)
{
    void *block = allocated((size_t)count, size);
    if (fread(block, size, (size_t)count, file) != (size_t)count) {
        fprintf(stderr, "the network file is too short\n");
        exit(2);
    }
    return block;
}

static int32_t *read_whole_numbers(FILE *file, int64_t count)
{
    return read_block(file, count, sizeof(int32_t));
}

static double *read_doubles(FILE *file, int64_t count)
{
    return read_block(file, count, sizeof(double));
}

/* No cell before this one can be meant by a uniform that begins with these bits. */
static uint8_t *guide_of(const Network *n)
{
    uint8_t *guide = allocated((size_t)n->rows << GUIDE_BITS, 1);
    for (int64_t row = 0; row < n->rows; row++)
        for (int64_t first = 0, cell = 0; first < 1 << GUIDE_BITS; first++) {
            double least = (double)first / (1 << GUIDE_BITS);
            while (cell < n->row[row].length - 1 && cell < 255 &&
                   n->bound[n->row[row].start + cell] <= least)
                cell++;
            guide[(row << GUIDE_BITS) + first] = (uint8_t)cell;
        }
    return guide;
}

static Network read_network(FILE *file)
{
    Network n;
    int64_t *head = read_block(file, 11, sizeof(int64_t));
    if (head[0] != MAGIC) {
        fprintf(stderr, "this is no network file\n");
        exit(2);
    }
    n.classes = head[1], n.states = head[2], n.services = head[3], n.years = head[4];
    n.priorities = head[5], n.rows = head[6], n.row_cells = head[7], n.gamma_tables = head[8];
    n.key0 = head[9], n.key1 = head[10];
    free(head);
    int64_t by_state = n.classes * n.states, by_service = n.classes * n.services;
    int64_t yearly_services = n.years * n.services;
    double *time = read_doubles(file, 2);
    n.horizon = time[0], n.ticks_per_day = time[1];
    free(time);
    n.inflow_bound = read_doubles(file, n.classes);
    n.kept_share = read_doubles(file, n.years * n.classes);
    n.start = read_whole_numbers(file, n.classes);
    n.kind = read_whole_numbers(file, n.states);
    n.service_of_state = read_whole_numbers(file, n.states);
    n.gives_up_to = read_whole_numbers(file, by_state);
    n.turned_away_to = read_whole_numbers(file, by_state);
    n.priority = read_whole_numbers(file, by_service);
    n.geometric = read_whole_numbers(file, n.services);
    n.row_of_place = read_whole_numbers(file, n.years * by_state);
    n.row = read_block(file, n.rows, sizeof(Row));
    n.bound = read_doubles(file, n.row_cells);
    n.target = read_whole_numbers(file, n.row_cells);
    n.wait = read_block(file, n.years * by_state, sizeof(PreparedTime));
    n.work = read_block(file, n.years * by_service, sizeof(PreparedTime));
    n.parties = read_block(file, yearly_services, sizeof(PreparedTime));
    n.gamma_table = read_doubles(file, n.gamma_tables * (TABLE_CELLS + 1));
    n.least_sittings = read_doubles(file, n.years * by_service);
    n.one_more = read_doubles(file, n.years * by_service);
    n.another = read_doubles(file, n.years * by_service);
    n.notice = read_doubles(file, yearly_services);
    n.patience = read_doubles(file, yearly_services);
    n.days_per_hour = read_doubles(file, yearly_services);
    n.servers = read_block(file, yearly_services, sizeof(int64_t));
    n.queue_limit = read_doubles(file, n.services);
    n.price_of_visit = read_doubles(file, n.services);
    n.price_of_sitting = read_doubles(file, n.services);
    n.guide = guide_of(&n);
    return n;
}

#endif
