#include "CExhibitRecord.h"

#include <stdlib.h>
#include <string.h>

// A table with open addressing; a free slot has no bytes.
typedef struct slot {
  exhibit_text id;
  uint64_t hash;
  int64_t count;
} slot;

struct exhibit_tally_state {
  slot *slots;
  size_t capacity;
  size_t count;
};

exhibit_tally exhibit_tally_make(void) {
  return (exhibit_tally){calloc(1, sizeof(struct exhibit_tally_state))};
}

void exhibit_tally_free(exhibit_tally tally) {
  if (tally.state) free(tally.state->slots);
  free(tally.state);
}

// Eight bytes at a time, since a loop over bytes is slow without optimisation.
static uint64_t hash(exhibit_text id) {
  uint64_t hash = id.count, word;
  const char *bytes = id.bytes;
  size_t left = id.count;
  for (; left >= sizeof word; left -= sizeof word, bytes += sizeof word) {
    memcpy(&word, bytes, sizeof word);
    hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
    hash ^= hash >> 32;
  }
  word = 0;
  memcpy(&word, bytes, left);
  hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
  return hash ^ hash >> 32;
}

static slot *find(struct exhibit_tally_state *state, exhibit_text id, uint64_t hash) {
  for (size_t i = (size_t)hash;; i++) {
    slot *slot = &state->slots[i & (state->capacity - 1)];
    if (!slot->id.bytes) return slot;
    if (slot->hash == hash && slot->id.count == id.count && memcmp(slot->id.bytes, id.bytes, id.count) == 0) return slot;
  }
}

static bool grow(struct exhibit_tally_state *state) {
  struct exhibit_tally_state larger = {NULL, state->capacity ? state->capacity * 2 : 1024, state->count};
  larger.slots = calloc(larger.capacity, sizeof(slot));
  if (!larger.slots) return false;
  for (size_t i = 0; i < state->capacity; i++) {
    slot *slot = &state->slots[i];
    if (slot->id.bytes) *find(&larger, slot->id, slot->hash) = *slot;
  }
  free(state->slots);
  *state = larger;
  return true;
}

int64_t exhibit_tally_add(exhibit_tally tally, exhibit_text id, int64_t count, bool *is_new) {
  struct exhibit_tally_state *state = tally.state;
  *is_new = true;
  if (!state || !id.bytes || (state->count * 2 >= state->capacity && !grow(state))) return count;
  uint64_t value = hash(id);
  slot *slot = find(state, id, value);
  *is_new = !slot->id.bytes;
  if (*is_new) {
    slot->id = id;
    slot->hash = value;
    state->count++;
  }
  return slot->count += count;
}
