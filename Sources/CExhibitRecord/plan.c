#include "plan.h"

#include <stdlib.h>
#include <string.h>

// How much memory for ids is taken at a time: little at first, since most processes of a parallel run have one test.
#define FIRST_PIECE (1 << 10)
#define LAST_PIECE (64 << 10)

static exhibit_text copied(exhibit_text text) { return exhibit_text_copy(text.bytes, text.count); }

exhibit_plan exhibit_plan_make(void) {
  exhibit_plan plan = {calloc(1, sizeof(struct exhibit_plan_state))};
  if (!plan.state) return plan;
  pthread_mutex_init(&plan.state->lock, NULL);
  plan.state->last = plan.state->running = plan.state->passed = EXHIBIT_NO_TEST;
  return plan;
}

void exhibit_plan_free(exhibit_plan plan) {
  struct exhibit_plan_state *state = plan.state;
  if (!state) return;
  if (state->has_log) exhibit_file_close(&state->log);
  for (size_t i = 0; i < state->class_count; i++) {
    struct exhibit_class *class = &state->classes[i];
    exhibit_text_free(class->prefix);
    exhibit_text_free(class->location);
    exhibit_text_free(class->directory);
    exhibit_text_free(class->recorded_directory);
  }
  for (size_t i = 0; i < state->piece_count; i++) free(state->pieces[i]);
  free(state->pieces);
  free(state->classes);
  free(state->tests);
  free(state->places);
  exhibit_text_free(state->options.log_name);
  exhibit_text_free(state->options.log_type);
  exhibit_buffer_free(&state->path);
  exhibit_buffer_free(&state->recorded);
  exhibit_tally_free(&state->tally);
  pthread_mutex_destroy(&state->lock);
  free(state);
}

size_t exhibit_plan_count(exhibit_plan plan) { return plan.state ? plan.state->count : 0; }

size_t exhibit_plan_known_count(exhibit_plan plan) {
  if (!plan.state) return 0;
  pthread_mutex_lock(&plan.state->lock);
  size_t count = plan.state->tally.count;
  pthread_mutex_unlock(&plan.state->lock);
  return count;
}

size_t exhibit_plan_add_suite(exhibit_plan plan, exhibit_text prefix, size_t module_count, exhibit_text location) {
  struct exhibit_plan_state *state = plan.state;
  if (!state) return EXHIBIT_NO_TEST;
  // Room is doubled where the number of those that are there is a power of two.
  if ((state->class_count & (state->class_count - 1)) == 0) {
    size_t room = state->class_count ? state->class_count * 2 : 1;
    struct exhibit_class *classes = realloc(state->classes, room * sizeof *classes);
    if (!classes) return EXHIBIT_NO_TEST;
    state->classes = classes;
  }
  struct exhibit_class class = {.prefix = copied(prefix), .module_count = module_count, .location = copied(location)};
  if (!class.prefix.bytes || !class.location.bytes) return EXHIBIT_NO_TEST;
  state->classes[state->class_count] = class;
  return state->class_count++;
}

static char *take_memory(struct exhibit_plan_state *state, size_t count) {
  if (state->memory_left < count) {
    size_t size = state->piece_count < 6 ? (size_t)FIRST_PIECE << state->piece_count : LAST_PIECE;
    if (size < count) size = count;
    void **pieces = realloc(state->pieces, (state->piece_count + 1) * sizeof *pieces);
    if (!pieces) return NULL;
    state->pieces = pieces;
    char *piece = malloc(size);
    if (!piece) return NULL;
    state->pieces[state->piece_count++] = piece;
    state->memory = piece;
    state->memory_left = size;
  }
  char *memory = state->memory;
  state->memory += count;
  state->memory_left -= count;
  return memory;
}

static bool add(struct exhibit_plan_state *state, const void *object, exhibit_text id, size_t suite) {
  if (state->count == state->capacity) {
    size_t capacity = state->capacity ? state->capacity * 2 : 16;
    struct exhibit_planned_test *tests = realloc(state->tests, capacity * sizeof *tests);
    if (!tests) return false;
    state->tests = tests;
    state->capacity = capacity;
  }
  bool is_new;
  size_t tally = exhibit_tally_place(&state->tally, id, &is_new);
  state->tests[state->count++] =
      (struct exhibit_planned_test){.object = object, .id = id, .suite = suite, .tally = tally};
  return true;
}

bool exhibit_plan_add(exhibit_plan plan, const void *object, exhibit_text name) {
  struct exhibit_plan_state *state = plan.state;
  if (!state || state->class_count == 0) return false;
  size_t suite = state->class_count - 1;
  exhibit_text prefix = state->classes[suite].prefix;
  name = exhibit_text_part(name, exhibit_after_last(name.bytes, name.count, '.'), name.count);
  if (!exhibit_is_plain_name(name.bytes, name.count, name.count)) return false;
  size_t count = prefix.count + name.count;
  char *id = take_memory(state, count + 1);
  if (!id) return false;
  memcpy(id, prefix.bytes, prefix.count);
  memcpy(id + prefix.count, name.bytes, name.count);
  id[count] = 0;
  return add(state, object, (exhibit_text){id, count, true}, suite);
}

void exhibit_plan_add_id(exhibit_plan plan, const void *object, exhibit_text id) {
  if (plan.state) add(plan.state, object, id, EXHIBIT_NO_TEST);
}

exhibit_planned exhibit_plan_test(exhibit_plan plan, size_t index) {
  const struct exhibit_planned_test *test = &plan.state->tests[index];
  size_t prefix_count = test->suite == EXHIBIT_NO_TEST ? 0 : plan.state->classes[test->suite].prefix.count;
  return (exhibit_planned){test->id, test->suite, prefix_count};
}

// MARK: Objects

static size_t slot_of(const void *object, size_t capacity) {
  uint64_t hash = (uint64_t)(uintptr_t)object * 0x9E3779B97F4A7C15u;
  return (size_t)(hash ^ hash >> 32) & (capacity - 1);
}

static bool make_places(struct exhibit_plan_state *state) {
  size_t capacity = 64;
  while (capacity < state->count * 2) capacity *= 2;
  state->places = malloc(capacity * sizeof *state->places);
  if (!state->places) return false;
  state->place_capacity = capacity;
  for (size_t i = 0; i < capacity; i++) state->places[i] = EXHIBIT_NO_TEST;
  for (size_t index = 0; index < state->count; index++) {
    size_t i = slot_of(state->tests[index].object, capacity);
    while (state->places[i] != EXHIBIT_NO_TEST && state->tests[state->places[i]].object != state->tests[index].object) {
      i = (i + 1) & (capacity - 1);
    }
    if (state->places[i] == EXHIBIT_NO_TEST) state->places[i] = index;
  }
  return true;
}

size_t exhibit_plan_place(struct exhibit_plan_state *state, const void *object) {
  size_t last = state->last;
  if (last < state->count && state->tests[last].object == object) return last;
  // They nearly always start in the order in which they were planned.
  if (last + 1 < state->count && state->tests[last + 1].object == object) return state->last = last + 1;
  if (state->count == 0 || (!state->places && !make_places(state))) return EXHIBIT_NO_TEST;
  for (size_t i = slot_of(object, state->place_capacity); state->places[i] != EXHIBIT_NO_TEST;
       i = (i + 1) & (state->place_capacity - 1)) {
    if (state->tests[state->places[i]].object == object) return state->last = state->places[i];
  }
  return EXHIBIT_NO_TEST;
}

size_t exhibit_plan_find(exhibit_plan plan, const void *object) {
  if (!plan.state) return EXHIBIT_NO_TEST;
  pthread_mutex_lock(&plan.state->lock);
  size_t place = exhibit_plan_place(plan.state, object);
  pthread_mutex_unlock(&plan.state->lock);
  return place;
}

// MARK: Starts and lines

int64_t exhibit_plan_count_start(exhibit_plan plan, exhibit_text id, bool *is_new) {
  *is_new = true;
  if (!plan.state) return 1;
  pthread_mutex_lock(&plan.state->lock);
  size_t place = exhibit_tally_place(&plan.state->tally, id, is_new);
  int64_t count = place == EXHIBIT_NO_TEST ? 1 : ++plan.state->tally.counts[place];
  pthread_mutex_unlock(&plan.state->lock);
  return count;
}

size_t exhibit_plan_record(exhibit_plan plan, size_t index, exhibit_record record, const char *framework,
                           int *result) {
  *result = EXHIBIT_WRITTEN;
  struct exhibit_plan_state *state = plan.state;
  for (; index < state->count; index++) {
    const struct exhibit_planned_test *test = &state->tests[index];
    if (test->suite == EXHIBIT_NO_TEST) break;
    const struct exhibit_class *class = &state->classes[test->suite];
    size_t prefix = class->prefix.count, module = class->module_count;
    exhibit_text name = {test->id.bytes + prefix, test->id.count - prefix, true};
    exhibit_text module_name = {test->id.bytes, module, true};
    exhibit_text suite = {test->id.bytes + module + 1, prefix - module - 2, true};
    int written = exhibit_record_test(record, test->id, name, module_name, suite, framework, index > 0);
    if (written != EXHIBIT_WRITTEN) *result = written;
  }
  return index;
}
