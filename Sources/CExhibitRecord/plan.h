#ifndef EXHIBIT_PLAN_H
#define EXHIBIT_PLAN_H

#include <pthread.h>

#include "CExhibitPlan.h"
#include "tally.h"

struct exhibit_class {
  /// `Module.Class/`.
  exhibit_text prefix;
  size_t module_count;
  exhibit_text location;
  /// What this process has in the directory of the class, and the directory, with its slash.
  exhibit_siblings siblings;
  exhibit_text directory;
  exhibit_text recorded_directory;
  bool has_directory;
};

struct exhibit_planned_test {
  const void *object;
  exhibit_text id;
  /// `EXHIBIT_NO_TEST` if it was planned by its id.
  size_t suite;
  /// Where its starts are counted.
  size_t tally;
  /// Of a quiet test that has passed: its attempt, or 0.
  int64_t attempt;
  int64_t nanoseconds;
};

struct exhibit_plan_state {
  pthread_mutex_t lock;
  struct exhibit_class *classes;
  size_t class_count;
  struct exhibit_planned_test *tests;
  size_t count;
  size_t capacity;
  /// The place that was found last.
  size_t last;
  /// Places by objects, made when somebody asks out of order.
  size_t *places;
  size_t place_capacity;
  /// What ids are made in, piece by piece, since they must stay where they are.
  char *memory;
  size_t memory_left;
  void **pieces;
  size_t piece_count;
  struct exhibit_tally tally;

  // Quiet tests.
  exhibit_quiet_options options;
  bool is_quiet;
  int others;
  /// The one that is running, or `EXHIBIT_NO_TEST`.
  size_t running;
  int64_t attempt;
  int64_t started;
  bool has_log;
  int64_t log_started;
  exhibit_file log;
  /// The path of its log, and what the record says of that, of which the first bytes are its directory.
  exhibit_buffer path;
  exhibit_buffer recorded;
  size_t recorded_count;
  size_t passed_count;
  /// The class of the quiet test that has passed last, if none has started since.
  size_t passed;
};

/// The place of an object; the lock must be held.
size_t exhibit_plan_place(struct exhibit_plan_state *state, const void *object);

#endif
