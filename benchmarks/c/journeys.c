/* The yardstick: the rules of engines/event as a plain C loop.

   Same people, same luck, same order of simultaneous events, so that its counts equal those of the
   event engine. Reads the file that `benchmarks/yardstick.py` writes and prints one JSON object.

       cc -O3 -ffp-contract=off -o journeys journeys.c -lm
       ./journeys NETWORK
*/
#include <stddef.h>
#include <sys/resource.h>

#include "calendar.h"
#include "luck.h"
#include "network.h"
#include "tally.h"

#define DAYS_PER_YEAR 365.0
#define DAYS_IN_RING 4.0

typedef struct {
    int32_t first, last;
} Line;

typedef struct {
    const Network *network;
    Calendar calendar;
    double now, year_start;
    int64_t year;
    uint32_t key0, key1;
    Line *line;                        /* service, priority */
    int64_t *busy, *waiting, *servers; /* service */
    uint64_t *candidate;               /* class: number of the one expected */
    uint32_t *kept_word;               /* class: and whether it is kept */
    Tally *years, *tally;
    double *year_ended;                /* year: processor time at its end, seconds */
    /* Where this year's rows begin. */
    const int32_t *row_of_place;
    const PreparedTime *wait, *work, *parties;
    const double *least_sittings, *one_more, *another, *notice, *patience, *days_per_hour;
} Run;

static void begin_year(Run *run, int64_t year)
{
    const Network *n = run->network;
    int64_t by_state = year * n->classes * n->states;
    int64_t by_service = year * n->classes * n->services, services = year * n->services;
    run->year = year;
    run->year_start = DAYS_PER_YEAR * (double)year;
    run->tally = &run->years[year];
    run->row_of_place = n->row_of_place + by_state;
    run->wait = n->wait + by_state;
    run->work = n->work + by_service;
    run->parties = n->parties + services;
    run->least_sittings = n->least_sittings + by_service;
    run->one_more = n->one_more + by_service;
    run->another = n->another + by_service;
    run->notice = n->notice + services;
    run->patience = n->patience + services;
    run->days_per_hour = n->days_per_hour + services;
    run->servers = n->servers + services;
}

/* Let something happen to a slot after a delay, unless that is at the horizon or later. */
static inline int expect(Run *run, int32_t slot, double delay, uint8_t phase, int32_t service)
{
    Slot *s = &run->calendar.slots[slot];
    double time = run->now + delay;
    if (!(time < run->network->horizon))
        return 0;
    s->time = time;
    s->phase = phase;
    s->service = (int16_t)service;
    schedule(&run->calendar, slot, run->now);
    return 1;
}

/* Time of this year spent since a moment. */
static inline double of_this_year(const Run *run, double since)
{
    return run->now - (since > run->year_start ? since : run->year_start);
}

static inline void count_work(Run *run, const Slot *s, int32_t service)
{
    if (s->since >= run->year_start && run->now >= s->since + s->hold)
        run->tally->hours_used[service] += ticks_of(s->hours);
    else
        run->tally->hours_used[service] +=
            ticks_of(s->hours * (of_this_year(run, s->since) / s->hold));
}

/* Lines */

static inline Line *line_of(Run *run, const Slot *s, int32_t service)
{
    int64_t rank = run->network->priority[s->klass * run->network->services + service];
    return &run->line[service * run->network->priorities + rank];
}

/* Ordered by (due, person): nearly always at the end. */
static inline void join_line(Run *run, int32_t slot, int32_t service)
{
    Slot *slots = run->calendar.slots, *s = &slots[slot];
    Line *line = line_of(run, s, service);
    int32_t previous = line->last;
    while (previous != NONE && slots[previous].since == s->since &&
           slots[previous].person > s->person)
        previous = slots[previous].queue_previous;
    int32_t next = previous == NONE ? line->first : slots[previous].queue_next;
    s->queue_previous = previous;
    s->queue_next = next;
    *(previous == NONE ? &line->first : &slots[previous].queue_next) = slot;
    *(next == NONE ? &line->last : &slots[next].queue_previous) = slot;
    s->standing = QUEUED;
    run->waiting[service]++;
}

static inline void leave_line(Run *run, int32_t slot, int32_t service)
{
    Slot *slots = run->calendar.slots, *s = &slots[slot];
    Line *line = line_of(run, s, service);
    *(s->queue_previous == NONE ? &line->first : &slots[s->queue_previous].queue_next) =
        s->queue_next;
    *(s->queue_next == NONE ? &line->last : &slots[s->queue_next].queue_previous) =
        s->queue_previous;
    s->standing = ELSEWHERE;
    run->waiting[service]--;
    run->tally->waiting_days[s->klass * run->network->services + service] +=
        ticks_of(of_this_year(run, s->since));
}

/* Sittings */

static inline void start(Run *run, int32_t slot, int32_t service)
{
    Slot *s = &run->calendar.slots[slot];
    int64_t place = s->klass * run->network->services + service;
    Words words = luck(run->key0, run->key1, s->person, (uint32_t)s->visit, SITTING,
                       (uint32_t)s->sitting);
    s->hours = duration(&run->work[place], run->network->gamma_table, words.word[0], words.word[1]);
    s->hold = s->hours * run->days_per_hour[service];
    s->parties_value_word = words.word[2];
    s->parties_component_word = words.word[3];
    s->since = run->now;
    s->standing = SERVED;
    run->busy[service]++;
    run->tally->sittings[place]++;
    run->tally->visits[place] += s->sitting == 1;
    expect(run, slot, s->hold, COMPLETION, service);
}

static inline void serve_line(Run *run, int32_t service)
{
    while (run->waiting[service] && run->busy[service] < run->servers[service]) {
        Line *line = &run->line[service * run->network->priorities];
        while (line->first == NONE)
            line++;
        int32_t slot = line->first;
        leave_line(run, slot, service);
        if (run->calendar.slots[slot].phase == GIVING_UP)
            take_back(&run->calendar, slot);
        start(run, slot, service);
    }
}

static inline int another_follows(Run *run, Slot *s, int32_t service)
{
    if (!run->network->geometric[service])
        return s->sitting < s->sittings;
    s->survival *= run->another[s->klass * run->network->services + service];
    return uniform_of(s->sittings_word) < s->survival;
}

/* States */

static void enter(Run *run, int32_t slot, int32_t state)
{
    const Network *n = run->network;
    Slot *s = &run->calendar.slots[slot];
    run->tally->entries[s->klass * n->states + state]++;
    if (n->kind[state] >= RESOLUTION) {
        give_slot(&run->calendar, slot);
        return;
    }
    s->visit++;
    s->state = state;
    s->arrived = run->now;
    s->phase = ARRIVAL;
    Words words = luck(run->key0, run->key1, s->person, (uint32_t)s->visit, STEP, 0);
    s->move_word = words.word[2];
    if (n->kind[state] == WAIT) {
        const PreparedTime *wait = &run->wait[s->klass * n->states + state];
        double delay = duration(wait, n->gamma_table, words.word[0], words.word[1]);
        expect(run, slot, delay, ARRIVAL, NONE);
        return;
    }
    int32_t service = n->service_of_state[state];
    int64_t place = s->klass * n->services + service;
    s->sittings_word = words.word[0];
    s->patience_word = words.word[1];
    s->sitting = 1;
    if (n->geometric[service])
        s->survival = 1.0;
    else
        s->sittings = (int32_t)run->least_sittings[place] +
                      (uniform_of(words.word[0]) < run->one_more[place]);
    expect(run, slot, run->notice[service], ARRIVAL, service);
}

static inline void leave(Run *run, int32_t slot, int32_t next_state)
{
    Slot *s = &run->calendar.slots[slot];
    run->tally->open_days[s->klass * run->network->states + s->state] +=
        ticks_of(of_this_year(run, s->arrived));
    enter(run, slot, next_state);
}

static inline void move_on(Run *run, int32_t slot)
{
    const Network *n = run->network;
    const Slot *s = &run->calendar.slots[slot];
    int32_t row_number = run->row_of_place[s->klass * n->states + s->state];
    Row row = n->row[row_number];
    const double *bound = n->bound + row.start;
    double uniform = uniform_of(s->move_word);
    int32_t cell = run->network->guide[(row_number << GUIDE_BITS) + (s->move_word >> (32 - GUIDE_BITS))];
    while (cell < row.length - 1 && uniform >= bound[cell])
        cell++;
    leave(run, slot, n->target[row.start + cell]);
}

/* Events */

static void expect_candidate(Run *run, int32_t klass, uint64_t candidate)
{
    double bound = run->network->inflow_bound[klass];
    if (bound <= 0.0)
        return;
    uint64_t person = ((uint64_t)klass << 42) | candidate;
    Words words = luck(run->key0, run->key1, person, 0, BEGINNING, 0);
    run->candidate[klass] = candidate;
    run->kept_word[klass] = words.word[1];
    run->calendar.slots[klass].person = person;
    run->calendar.slots[klass].visit = 0;
    double delay = (DAYS_PER_YEAR / bound) * -log(1.0 - uniform_of(words.word[0]));
    expect(run, klass, delay, ARRIVAL, NONE);
}

static void candidate_comes(Run *run, int32_t klass)
{
    const Network *n = run->network;
    uint64_t candidate = run->candidate[klass], person = ((uint64_t)klass << 42) | candidate;
    double kept = uniform_of(run->kept_word[klass]);
    expect_candidate(run, klass, candidate + 1);
    if (!(kept < n->kept_share[run->year * n->classes + klass]))
        return;
    run->tally->fresh[klass]++;
    int32_t slot = take_slot(&run->calendar);
    Slot *s = &run->calendar.slots[slot];
    s->person = person;
    s->klass = klass;
    s->visit = -1;
    s->standing = ELSEWHERE;
    enter(run, slot, n->start[klass]);
}

static void falls_due(Run *run, int32_t slot)
{
    const Network *n = run->network;
    Slot *s = &run->calendar.slots[slot];
    int32_t service = n->service_of_state[s->state];
    if (run->busy[service] < run->servers[service]) {
        start(run, slot, service);
        return;
    }
    int64_t cell = s->klass * n->states + s->state;
    if (s->sitting == 1 && n->turned_away_to[cell] >= 0 &&
        (double)run->waiting[service] >= n->queue_limit[service]) {
        run->tally->turned_away[s->klass * n->services + service]++;
        leave(run, slot, n->turned_away_to[cell]);
        return;
    }
    s->since = run->now;
    join_line(run, slot, service);
    if (s->sitting == 1 && run->patience[service] < INFINITY && n->gives_up_to[cell] >= 0)
        expect(run, slot, run->patience[service] * -log(1.0 - uniform_of(s->patience_word)),
               GIVING_UP, service);
}

static void gives_up(Run *run, int32_t slot)
{
    const Network *n = run->network;
    Slot *s = &run->calendar.slots[slot];
    int32_t service = n->service_of_state[s->state];
    leave_line(run, slot, service);
    run->tally->gave_up[s->klass * n->services + service]++;
    leave(run, slot, n->gives_up_to[s->klass * n->states + s->state]);
}

static void completes(Run *run, int32_t slot)
{
    const Network *n = run->network;
    Slot *s = &run->calendar.slots[slot];
    int32_t service = n->service_of_state[s->state];
    s->standing = ELSEWHERE;
    count_work(run, s, service);
    run->busy[service]--;
    serve_line(run, service);
    if (another_follows(run, s, service)) {
        s->sitting++;
        s->phase = ARRIVAL;
        double gap = duration(&run->parties[service], n->gamma_table, s->parties_value_word,
                              s->parties_component_word);
        expect(run, slot, gap + run->notice[service], ARRIVAL, service);
    } else {
        run->tally->completed[s->klass * n->services + service]++;
        move_on(run, slot);
    }
}

/* Years */

static double processor_seconds(void)
{
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           1e-6 * (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

/* Account for everyone still there. */
static void close_year(Run *run)
{
    const Network *n = run->network;
    const Slot *slots = run->calendar.slots;
    Tally *tally = run->tally;
    run->year_ended[run->year] = processor_seconds();
    for (int64_t slot = n->classes + 1; slot < run->calendar.slot_count; slot++) {
        const Slot *s = &slots[slot];
        if (s->standing == GONE)
            continue;
        int64_t cell = s->klass * n->states + s->state;
        int32_t service = n->service_of_state[s->state];
        tally->stock_end[cell]++;
        tally->open_days[cell] += ticks_of(of_this_year(run, s->arrived));
        if (s->standing == QUEUED) {
            tally->waiting_days[s->klass * n->services + service] +=
                ticks_of(of_this_year(run, s->since));
            tally->queue_end[service]++;
        } else if (s->standing == SERVED) {
            count_work(run, s, service);
        }
    }
    for (int64_t klass = 0; klass < n->classes; klass++)
        for (int64_t service = 0; service < n->services; service++) {
            int64_t place = klass * n->services + service;
            tally->money[place] = n->price_of_visit[service] * (double)tally->visits[place] +
                                  n->price_of_sitting[service] * (double)tally->sittings[place];
        }
}

static void set_capacity(Run *run)
{
    for (int32_t service = 0; service < run->network->services; service++)
        serve_line(run, service);
}

static void expect_year(Run *run, int64_t year)
{
    Slot *s = &run->calendar.slots[run->network->classes];
    if (year >= run->network->years)
        return;
    s->time = DAYS_PER_YEAR * (double)year;
    s->phase = CAPACITY;
    s->service = NONE;
    schedule(&run->calendar, (int32_t)run->network->classes, run->now);
}

static void new_year(Run *run)
{
    close_year(run);
    begin_year(run, run->year + 1);
    expect_year(run, run->year + 1);
    set_capacity(run);
}

static void simulate(Run *run)
{
    int32_t classes = (int32_t)run->network->classes, slot;
    begin_year(run, 0);
    expect_year(run, 1);
    for (int32_t klass = 0; klass < classes; klass++)
        expect_candidate(run, klass, 0);
    while ((slot = take_next(&run->calendar)) != NONE) {
        const Slot *s = &run->calendar.slots[slot];
        run->now = s->time;
        switch (s->phase) {
        case COMPLETION:
            completes(run, slot);
            break;
        case ARRIVAL:
            if (s->service != NONE)
                falls_due(run, slot);
            else if (slot < classes)
                candidate_comes(run, slot);
            else
                move_on(run, slot);
            break;
        case GIVING_UP:
            gives_up(run, slot);
            break;
        default:
            new_year(run);
        }
    }
    run->now = run->network->horizon;
    close_year(run);
}

static Run new_run(const Network *n)
{
    Run run = {.network = n, .key0 = (uint32_t)n->key0, .key1 = (uint32_t)n->key1};
    int64_t services = n->services, lines = services * n->priorities;
    run.line = allocated((size_t)lines, sizeof(Line));
    for (int64_t i = 0; i < lines; i++)
        run.line[i] = (Line){NONE, NONE};
    run.busy = allocated((size_t)services, sizeof(int64_t));
    run.waiting = allocated((size_t)services, sizeof(int64_t));
    run.candidate = allocated((size_t)n->classes, sizeof(uint64_t));
    run.kept_word = allocated((size_t)n->classes, sizeof(uint32_t));
    run.years = new_tallies(n);
    run.year_ended = allocated((size_t)n->years, sizeof(double));
    run.calendar.present = run.calendar.free_slot = NONE;
    run.calendar.slot_count = n->classes + 1;
    run.calendar.slots = aligned_slots(run.calendar.slot_count);
    set_ring(&run.calendar, DAYS_IN_RING * n->ticks_per_day, n->ticks_per_day, 0.0);
    return run;
}

/* Kilobytes at most in use: this program's own where the system tells, else with its parent's. */
static long peak_memory(void)
{
    char text[256];
    long kilobytes;
    FILE *file = fopen("/proc/self/status", "r");
    while (file && fgets(text, sizeof text, file))
        if (sscanf(text, "VmHWM: %ld", &kilobytes) == 1) {
            fclose(file);
            return kilobytes;
        }
    if (file)
        fclose(file);
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return used.ru_maxrss;
}

int main(int count, char **arguments)
{
    FILE *file = count == 2 ? fopen(arguments[1], "rb") : NULL;
    if (!file) {
        fprintf(stderr, "give one network file\n");
        return 2;
    }
    Network network = read_network(file);
    fclose(file);
    Run run = new_run(&network);
    double begun = processor_seconds();
    simulate(&run);
    double seconds = processor_seconds() - begun;
    int64_t by_service = network.classes * network.services, arrivals = 0, sittings = 0, gave_up = 0;
    for (int64_t year = 0; year < network.years; year++) {
        arrivals += total(run.years[year].fresh, network.classes);
        sittings += total(run.years[year].sittings, by_service);
        gave_up += total(run.years[year].gave_up, by_service);
    }
    printf("{\"seconds\": %.9g, \"peak_memory_kb\": %ld, \"slots\": %" PRId64
           ", \"slot_bytes\": %zu, \"logical_events\": %" PRId64,
           seconds, peak_memory(), run.calendar.slot_count, sizeof(Slot),
           arrivals + sittings + gave_up);
    printf(",\n\"year_seconds\": [");
    for (int64_t year = 0; year < network.years; year++)
        printf("%s%.9g", year ? ", " : "",
               run.year_ended[year] - (year ? run.year_ended[year - 1] : begun));
    printf("]");
    print_tallies(&network, run.years);
    printf("}\n");
    return 0;
}
