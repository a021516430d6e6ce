#include "tally.h"

#include <stdlib.h>
#include <string.h>

// A table with open addressing; a free slot has no bytes.
struct exhibit_tally_slot {
  exhibit_text id;
  uint64_t hash;
  size_t place;
};

void exhibit_tally_free(struct exhibit_tally *tally) {
  free(tally->slots);
  free(tally->counts);
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
  // What the last bytes change is in the upper half: names that are numbered differ there.
  return (hash ^ hash >> 32) * 0x9E3779B97F4A7C15u >> 32;
}

static struct exhibit_tally_slot *find(const struct exhibit_tally *tally, exhibit_text id, uint64_t hash) {
  for (size_t i = (size_t)hash;; i++) {
    struct exhibit_tally_slot *slot = &tally->slots[i & (tally->capacity - 1)];
    if (!slot->id.bytes) return slot;
    if (slot->hash == hash && slot->id.count == id.count && memcmp(slot->id.bytes, id.bytes, id.count) == 0) return slot;
  }
}

// Half of the slots stay free.
static bool grow(struct exhibit_tally *tally) {
  struct exhibit_tally larger = *tally;
  larger.capacity = tally->capacity ? tally->capacity * 2 : 32;
  larger.slots = calloc(larger.capacity, sizeof *larger.slots);
  larger.counts = realloc(tally->counts, larger.capacity / 2 * sizeof *larger.counts);
  // What was there stays, also if only one of the two is to be had.
  if (larger.counts) tally->counts = larger.counts;
  if (!larger.slots || !larger.counts) {
    free(larger.slots);
    return false;
  }
  for (size_t i = 0; i < tally->capacity; i++) {
    struct exhibit_tally_slot *slot = &tally->slots[i];
    if (slot->id.bytes) *find(&larger, slot->id, slot->hash) = *slot;
  }
  free(tally->slots);
  *tally = larger;
  return true;
}

size_t exhibit_tally_place(struct exhibit_tally *tally, exhibit_text id, bool *is_new) {
  *is_new = true;
  if (!id.bytes || (tally->count * 2 >= tally->capacity && !grow(tally))) return EXHIBIT_NO_TEST;
  uint64_t value = hash(id);
  struct exhibit_tally_slot *slot = find(tally, id, value);
  *is_new = !slot->id.bytes;
  if (*is_new) {
    *slot = (struct exhibit_tally_slot){id, value, tally->count};
    tally->counts[tally->count++] = 0;
  }
  return slot->place;
}
