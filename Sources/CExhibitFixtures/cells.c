#if defined(__linux__)
#define _GNU_SOURCE  // CLOCK_MONOTONIC_COARSE
#endif
#include "CExhibitFixtures.h"

#include <sched.h>
#include <stdlib.h>
#include <time.h>

// So long a thread that must wait keeps its processor, then lets others run, then sleeps: whoever is inside needs a few
// nanoseconds, unless it lost its processor there.
#define SPINNING_TURNS 100
#define YIELDING_TURNS 1000
#define SLEEP_NANOSECONDS 50000

// A clock that costs a quarter of the other one, but ticks every few milliseconds, later if the machine is busy: so long
// before its end a value is no longer found here, and whoever reads has to ask the exact clock.
#if defined(CLOCK_MONOTONIC_COARSE)
#define CHEAP_CLOCK CLOCK_MONOTONIC_COARSE
#define CHEAP_CLOCK_LAG 100000000
#else
#define CHEAP_CLOCK CLOCK_MONOTONIC
#define CHEAP_CLOCK_LAG 0
#endif

struct cell {
  uintptr_t key;
  const void *value;
  exhibit_stamp stamp;
  uint64_t sum;
  int64_t deadline;
};

struct exhibit_cells_state {
  bool is_taken;
  /// A power of two, or nothing.
  size_t capacity;
  size_t count;
  struct cell *cells;
};

// Memory that no other data shares with the lock, which readers change all the time.
#define CACHE_LINE 128

exhibit_cells exhibit_cells_make(void) {
  void *memory = NULL;
  if (posix_memalign(&memory, CACHE_LINE, CACHE_LINE) != 0) return (exhibit_cells){NULL};
  struct exhibit_cells_state *state = memory;
  *state = (struct exhibit_cells_state){false, 0, 0, NULL};
  return (exhibit_cells){state};
}

void exhibit_cells_free(exhibit_cells cells) {
  if (!cells.state) return;
  free(cells.state->cells);
  free(cells.state);
}

static void pause_briefly(void) {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__) || defined(__arm__)
  __asm__ volatile("yield");
#endif
}

static void take_after_others(struct exhibit_cells_state *state) {
  for (unsigned turn = 0;; turn++) {
    if (!__atomic_load_n(&state->is_taken, __ATOMIC_RELAXED) &&
        !__atomic_exchange_n(&state->is_taken, true, __ATOMIC_ACQUIRE)) {
      return;
    }
    if (turn < SPINNING_TURNS) {
      pause_briefly();
    } else if (turn < YIELDING_TURNS) {
      sched_yield();
    } else {
      struct timespec time = {0, SLEEP_NANOSECONDS};
      nanosleep(&time, NULL);
    }
  }
}

static inline void take(struct exhibit_cells_state *state) {
  if (__atomic_exchange_n(&state->is_taken, true, __ATOMIC_ACQUIRE)) take_after_others(state);
}

static inline void let_go(struct exhibit_cells_state *state) {
  __atomic_store_n(&state->is_taken, false, __ATOMIC_RELEASE);
}

static inline size_t home(uintptr_t key, size_t capacity) {
  uint64_t mixed = (uint64_t)key * 0x9E3779B97F4A7C15u;
  return (size_t)(mixed >> 32) & (capacity - 1);
}

/// The cell of a key, or the free one where it belongs. There always is a free one.
static inline struct cell *find(struct cell *cells, size_t capacity, uintptr_t key) {
  size_t at = home(key, capacity);
  while (cells[at].key && cells[at].key != key) at = (at + 1) & (capacity - 1);
  return &cells[at];
}

static inline bool is_before(int64_t deadline) {
  if (deadline == INT64_MAX) return true;
  struct timespec now;
  clock_gettime(CHEAP_CLOCK, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec + CHEAP_CLOCK_LAG < deadline;
}

const void *exhibit_cells_enter(exhibit_cells cells, uintptr_t key) {
  struct exhibit_cells_state *state = cells.state;
  if (!state) return NULL;
  take(state);
  if (state->capacity) {
    const struct cell *cell = find(state->cells, state->capacity, key);
    if (cell->value && exhibit_stamp_sum(cell->stamp) == cell->sum && is_before(cell->deadline)) return cell->value;
  }
  let_go(state);
  return NULL;
}

void exhibit_cells_leave(exhibit_cells cells) { let_go(cells.state); }

/// Makes room for one more; whoever changes cells is alone in that, so that only readers have to be kept away.
static bool grow(struct exhibit_cells_state *state) {
  if ((state->count + 1) * 2 <= state->capacity) return true;
  size_t capacity = state->capacity ? state->capacity * 2 : 4;
  struct cell *cells = calloc(capacity, sizeof *cells);
  if (!cells) return false;
  for (size_t at = 0; at < state->capacity; at++) {
    if (state->cells[at].key) *find(cells, capacity, state->cells[at].key) = state->cells[at];
  }
  struct cell *old = state->cells;
  take(state);
  state->cells = cells;
  state->capacity = capacity;
  let_go(state);
  free(old);
  return true;
}

void exhibit_cells_put(exhibit_cells cells, uintptr_t key, const void *value, exhibit_stamp stamp, uint64_t sum,
                       int64_t deadline) {
  struct exhibit_cells_state *state = cells.state;
  if (!state) return;
  struct cell *cell = state->capacity ? find(state->cells, state->capacity, key) : NULL;
  if (!cell || !cell->key) {
    if (!value || !grow(state)) return;
    cell = find(state->cells, state->capacity, key);
    state->count++;
  }
  take(state);
  *cell = (struct cell){key, value, stamp, sum, deadline};
  let_go(state);
}

void exhibit_cells_remove(exhibit_cells cells, uintptr_t key) {
  struct exhibit_cells_state *state = cells.state;
  if (!state || !state->capacity) return;
  struct cell *table = state->cells;
  size_t mask = state->capacity - 1, gap = (size_t)(find(table, state->capacity, key) - table);
  if (!table[gap].key) return;
  take(state);
  // Those behind it move up, so that a search does not end at the gap.
  for (size_t at = (gap + 1) & mask; table[at].key; at = (at + 1) & mask) {
    size_t distance = (at - home(table[at].key, state->capacity)) & mask;
    if (distance >= ((at - gap) & mask)) {
      table[gap] = table[at];
      gap = at;
    }
  }
  table[gap] = (struct cell){0, NULL, {NULL, 0}, 0, 0};
  state->count--;
  let_go(state);
}
