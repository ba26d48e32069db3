/* People and other things that wait for one event each, and a calendar queue of them.

   A slot has at most one pending event, so that taking it back is a plain removal. A bucket holds
   the events of one tick of time (modulo the ring), the least first, in the order that
   `engines/order.py` writes down. Events due at the present moment stand in a list of their own
   and never enter the ring. */
#ifndef CALENDAR_H
#define CALENDAR_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NONE (-1)

enum { CAPACITY, COMPLETION, GIVING_UP, ARRIVAL };

/* Two lines of the processor's cache; what the calendar and the lines read is in the first. */
typedef struct {
    _Alignas(64) double time; /* of the pending event */
    uint64_t person; /* number of `engines/addresses.py` */
    int32_t next, previous;             /* in the calendar */
    int32_t queue_next, queue_previous; /* in a line */
    double arrived; /* in this state */
    double since;   /* due while in a line, begun while at a sitting */
    int32_t klass, state, visit;
    int16_t service; /* of the pending event; NONE where none is concerned */
    uint8_t phase;   /* of the pending event */
    uint8_t standing;
    double hold, hours; /* of the sitting held */
    double survival;    /* geometric sittings: see engines/event/sittings.py */
    uint32_t move_word, patience_word, sittings_word, parties_value_word, parties_component_word;
    int32_t sitting, sittings;
    uint8_t in_ring;
} Slot;

enum { GONE, ELSEWHERE, QUEUED, SERVED }; /* standing */

typedef struct {
    Slot *slots;
    int64_t slot_count, free_slot;
    int32_t *bucket;
    uint64_t *filled; /* a bit for each bucket that is not empty */
    int64_t mask, cursor, pending;
    double ticks_per_day;
    int32_t present; /* first of the events due now */
} Calendar;

static inline int before(const Slot *one, const Slot *other)
{
    if (one->time != other->time)
        return one->time < other->time;
    if (one->phase != other->phase)
        return one->phase < other->phase;
    if (one->service != other->service)
        return one->service < other->service;
    if (one->person != other->person)
        return one->person < other->person;
    return one->visit < other->visit;
}

static inline int64_t tick_of(const Calendar *calendar, double time)
{
    return (int64_t)(time * calendar->ticks_per_day);
}

/* Stand in a list that begins at *head, behind all that come before. */
static inline void link_in_order(Slot *slots, int32_t *head, int32_t slot)
{
    int32_t previous = NONE, next = *head;
    while (next != NONE && before(&slots[next], &slots[slot])) {
        previous = next;
        next = slots[next].next;
    }
    slots[slot].previous = previous;
    slots[slot].next = next;
    if (previous == NONE)
        *head = slot;
    else
        slots[previous].next = slot;
    if (next != NONE)
        slots[next].previous = slot;
}

static inline void unlink_from(Slot *slots, int32_t *head, int32_t slot)
{
    int32_t previous = slots[slot].previous, next = slots[slot].next;
    if (previous == NONE)
        *head = next;
    else
        slots[previous].next = next;
    if (next != NONE)
        slots[next].previous = previous;
}

static inline void put_into_bucket(Calendar *calendar, int32_t slot, int64_t place)
{
    link_in_order(calendar->slots, &calendar->bucket[place], slot);
    calendar->filled[place >> 6] |= 1ull << (place & 63);
}

static inline void take_from_bucket(Calendar *calendar, int32_t slot, int64_t place)
{
    unlink_from(calendar->slots, &calendar->bucket[place], slot);
    if (calendar->bucket[place] == NONE)
        calendar->filled[place >> 6] &= ~(1ull << (place & 63));
    calendar->pending--;
}

static void *allocated(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size);
    if (!memory) {
        fprintf(stderr, "out of memory\n");
        exit(1);
    }
    return memory;
}

static Slot *aligned_slots(int64_t count)
{
    Slot *slots = aligned_alloc(64, (size_t)count * sizeof(Slot));
    if (!slots) {
        fprintf(stderr, "out of memory\n");
        exit(1);
    }
    memset(slots, 0, (size_t)count * sizeof(Slot));
    return slots;
}

/* Set up (or widen) the ring for at least so many buckets. */
static void set_ring(Calendar *calendar, double least, double ticks_per_day, double now)
{
    int64_t buckets = 1024;
    while ((double)buckets < least && buckets < 1 << 24)
        buckets *= 2;
    int64_t old_buckets = calendar->bucket ? calendar->mask + 1 : 0;
    int32_t *old = calendar->bucket;
    calendar->bucket = allocated((size_t)buckets, sizeof(int32_t));
    free(calendar->filled);
    calendar->filled = allocated((size_t)buckets / 64, sizeof(uint64_t));
    for (int64_t i = 0; i < buckets; i++)
        calendar->bucket[i] = NONE;
    calendar->mask = buckets - 1;
    calendar->ticks_per_day = ticks_per_day;
    calendar->cursor = tick_of(calendar, now);
    for (int64_t i = 0; i < old_buckets; i++)
        for (int32_t slot = old[i], next; slot != NONE; slot = next) {
            next = calendar->slots[slot].next;
            int64_t tick = tick_of(calendar, calendar->slots[slot].time);
            put_into_bucket(calendar, slot, tick & calendar->mask);
        }
    free(old);
}

static inline void schedule(Calendar *calendar, int32_t slot, double now)
{
    Slot *slots = calendar->slots;
    double time = slots[slot].time;
    if (time == now) {
        slots[slot].in_ring = 0;
        link_in_order(slots, &calendar->present, slot);
        return;
    }
    int64_t tick = tick_of(calendar, time);
    if (tick < calendar->cursor)
        calendar->cursor = tick;
    slots[slot].in_ring = 1;
    put_into_bucket(calendar, slot, tick & calendar->mask);
    if (++calendar->pending == calendar->mask)
        set_ring(calendar, 4.0 * (double)calendar->mask, calendar->ticks_per_day, now);
}

static inline void take_back(Calendar *calendar, int32_t slot)
{
    Slot *slots = calendar->slots;
    if (!slots[slot].in_ring) {
        unlink_from(slots, &calendar->present, slot);
        return;
    }
    take_from_bucket(calendar, slot, tick_of(calendar, slots[slot].time) & calendar->mask);
}

/* The next event, taken out; NONE if there is none. */
static inline int32_t take_next(Calendar *calendar)
{
    Slot *slots = calendar->slots;
    int32_t now = calendar->present;
    if (now != NONE) {
        /* The cursor never passes an event, so one of the same moment would stand here. */
        int32_t first = calendar->bucket[calendar->cursor & calendar->mask];
        if (first == NONE || !before(&slots[first], &slots[now])) {
            unlink_from(slots, &calendar->present, now);
            return now;
        }
        take_back(calendar, first);
        return first;
    }
    if (!calendar->pending)
        return NONE;
    for (;;) {
        int64_t place = calendar->cursor & calendar->mask;
        uint64_t later = calendar->filled[place >> 6] >> (place & 63);
        if (!later) {
            calendar->cursor = (calendar->cursor | 63) + 1;
            continue;
        }
        calendar->cursor += __builtin_ctzll(later);
        int32_t first = calendar->bucket[calendar->cursor & calendar->mask];
        if (tick_of(calendar, slots[first].time) == calendar->cursor) {
            take_from_bucket(calendar, first, calendar->cursor & calendar->mask);
            return first;
        }
        calendar->cursor++;
    }
}

static inline int32_t take_slot(Calendar *calendar)
{
    if (calendar->free_slot == NONE) {
        int64_t old = calendar->slot_count, count = 2 * old;
        Slot *slots = aligned_slots(count);
        memcpy(slots, calendar->slots, (size_t)old * sizeof(Slot));
        free(calendar->slots);
        calendar->slots = slots;
        for (int64_t i = old; i < count; i++) {
            calendar->slots[i].standing = GONE;
            calendar->slots[i].next = i + 1 < count ? (int32_t)(i + 1) : NONE;
        }
        calendar->slot_count = count;
        calendar->free_slot = old;
    }
    int32_t slot = (int32_t)calendar->free_slot;
    calendar->free_slot = calendar->slots[slot].next;
    return slot;
}

static inline void give_slot(Calendar *calendar, int32_t slot)
{
    calendar->slots[slot].standing = GONE;
    calendar->slots[slot].next = (int32_t)calendar->free_slot;
    calendar->free_slot = slot;
}

#endif
