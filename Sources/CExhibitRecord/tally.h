#ifndef EXHIBIT_TALLY_H
#define EXHIBIT_TALLY_H

#include "CExhibitPlan.h"

/// How often tests have started, by their ids, whose bytes must live as long as the tally.
struct exhibit_tally {
  struct exhibit_tally_slot *slots;
  size_t capacity;
  /// The counts by places, of which there are `count`.
  int64_t *counts;
  size_t count;
};

/// The place of a test's count, which stays the same, and whether it is new; `EXHIBIT_NO_TEST` if memory ran out.
size_t exhibit_tally_place(struct exhibit_tally *tally, exhibit_text id, bool *is_new);
void exhibit_tally_free(struct exhibit_tally *tally);

#endif
