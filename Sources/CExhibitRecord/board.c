#if defined(__linux__)
#define _GNU_SOURCE  // MAP_ANONYMOUS
#endif
#include "CExhibitRedaction.h"

#include <string.h>
#include <sys/mman.h>
#include <time.h>

// Rules are written into a place that nobody reads, and then made the current ones. A reader counts itself in before it
// reads, and looks again whether the place is still the current one; so nobody reads what is being written.

#define PLACE_COUNT 4
#define PLACE_SIZE (4u << 20)
#define NOWHERE UINT32_MAX

struct exhibit_rules_board {
  _Atomic uint32_t current;
  _Atomic uint32_t readers[PLACE_COUNT];
};

static uint8_t *place(exhibit_rules_board *board, uint32_t index) {
  return (uint8_t *)board + 4096 + (size_t)index * PLACE_SIZE;
}

static const size_t board_size = 4096 + (size_t)PLACE_COUNT * PLACE_SIZE;

exhibit_rules_board *exhibit_rules_board_make(void) {
  int flags = MAP_SHARED | MAP_ANONYMOUS;
#if defined(MAP_NORESERVE)
  flags |= MAP_NORESERVE;
#endif
  void *memory = mmap(NULL, board_size, PROT_READ | PROT_WRITE, flags, -1, 0);
  if (memory == MAP_FAILED) return NULL;
  exhibit_rules_board *board = memory;
  atomic_store(&board->current, NOWHERE);
  return board;
}

void exhibit_rules_board_free(exhibit_rules_board *board) {
  if (board) munmap(board, board_size);
}

bool exhibit_rules_board_publish(exhibit_rules_board *board, const exhibit_rules *rules) {
  size_t size = exhibit_rules_size(rules);
  if (size > PLACE_SIZE) return false;
  // A reader keeps a place for as long as it writes one piece; one that was killed keeps it for ever.
  for (int attempt = 0; attempt < 1000; attempt++) {
    for (uint32_t i = 0; i < PLACE_COUNT; i++) {
      if (i == atomic_load(&board->current) || atomic_load(&board->readers[i]) != 0) continue;
      memcpy(place(board, i), rules, size);
      atomic_store(&board->current, i);
      return true;
    }
    struct timespec pause = {0, 1000000};
    nanosleep(&pause, NULL);
  }
  return false;
}

const exhibit_rules *exhibit_rules_board_take(exhibit_rules_board *board) {
  while (true) {
    uint32_t index = atomic_load(&board->current);
    if (index == NOWHERE) return NULL;
    atomic_fetch_add(&board->readers[index], 1);
    if (atomic_load(&board->current) == index) return (const exhibit_rules *)place(board, index);
    atomic_fetch_sub(&board->readers[index], 1);
  }
}

void exhibit_rules_board_hand_back(exhibit_rules_board *board, const exhibit_rules *rules) {
  if (!rules) return;
  size_t offset = (size_t)((const uint8_t *)rules - (const uint8_t *)place(board, 0));
  atomic_fetch_sub(&board->readers[offset / PLACE_SIZE], 1);
}
