#include <errno.h>
#include <string.h>

#include "lines.h"
#include "plan.h"

static void append(exhibit_buffer *buffer, exhibit_text text) { exhibit_buffer_append(buffer, text.bytes, text.count); }

void exhibit_quiet_begin(exhibit_plan plan, const exhibit_quiet_options *options) {
  struct exhibit_plan_state *state = plan.state;
  if (!state) return;
  pthread_mutex_lock(&state->lock);
  state->options = *options;
  if (options->log_name.bytes) {
    state->options.log_name = exhibit_text_copy(options->log_name.bytes, options->log_name.count);
    state->options.log_type = exhibit_text_copy(options->log_type.bytes, options->log_type.count);
    state->options.log_name.is_plain = state->options.log_type.is_plain = true;
  }
  state->is_quiet = !options->log_name.bytes || (state->options.log_name.bytes && state->options.log_type.bytes);
  pthread_mutex_unlock(&state->lock);
}

// The path with a slash behind it.
static exhibit_text with_slash(exhibit_text path) {
  exhibit_buffer buffer = {0};
  append(&buffer, path);
  LITERAL(&buffer, "/");
  exhibit_text text = {NULL, 0};
  if (!buffer.failed) text = exhibit_text_copy(buffer.bytes, buffer.count);
  exhibit_buffer_free(&buffer);
  return text;
}

void exhibit_quiet_set_directory(exhibit_plan plan, size_t suite, exhibit_siblings siblings, exhibit_text path,
                                 exhibit_text recorded) {
  struct exhibit_plan_state *state = plan.state;
  pthread_mutex_lock(&state->lock);
  struct exhibit_class *class = &state->classes[suite];
  class->has_directory = true;
  if (siblings.state) {
    class->directory = with_slash(path);
    class->recorded_directory = with_slash(recorded);
    if (class->directory.bytes && class->recorded_directory.bytes) class->siblings = siblings;
  }
  pthread_mutex_unlock(&state->lock);
}

static exhibit_text name_of(const struct exhibit_planned_test *test, const struct exhibit_class *class) {
  return (exhibit_text){test->id.bytes + class->prefix.count, test->id.count - class->prefix.count};
}

// Puts a path together: of the directory of a class, the name of a test, and that of its log if there are logs. Returns
// how many bytes of it are the directory of the test, 0 if memory ran out.
static size_t join(struct exhibit_plan_state *state, exhibit_buffer *path, exhibit_text directory, exhibit_text name) {
  path->count = 0;
  path->failed = false;
  append(path, directory);
  append(path, name);
  size_t count = path->count;
  if (state->options.log_name.bytes) {
    LITERAL(path, "/");
    append(path, state->options.log_name);
  }
  exhibit_buffer_append(path, "", 1);
  return path->failed ? 0 : count;
}

// Names of directories and files hold nothing that JSON escapes.
static exhibit_text plain(const exhibit_buffer *path, size_t count) { return (exhibit_text){path->bytes, count, true}; }

// What the record says of the directory of the running test, and of its log.
static exhibit_text recorded_directory(const struct exhibit_plan_state *state) {
  return plain(&state->recorded, state->recorded_count);
}

static exhibit_text recorded_log(const struct exhibit_plan_state *state) {
  return plain(&state->recorded, state->recorded.count - 1);
}

// Hands the running test over to whoever asks for it.
static void take(struct exhibit_plan_state *state, bool has_directory, exhibit_taken *taken) {
  *taken = (exhibit_taken){.index = state->running,
                           .attempt = state->attempt,
                           .has_directory = has_directory,
                           .has_log = state->has_log,
                           .log_started = state->log_started,
                           .log = state->log,
                           .started = state->started};
  state->running = EXHIBIT_NO_TEST;
  state->has_log = false;
}

static void note(int *result, int written) {
  if (written != EXHIBIT_WRITTEN) *result = written;
}

// Makes the directory and the log. Returns false if something went wrong, and whether the directory was made.
static bool make_files(struct exhibit_plan_state *state, const struct exhibit_planned_test *test,
                       const struct exhibit_class *class, bool *has_directory, int *result) {
  exhibit_text name = name_of(test, class);
  state->recorded_count = join(state, &state->recorded, class->recorded_directory, name);
  if (state->recorded_count == 0 || !exhibit_siblings_add(class->siblings, name, 0)) return false;
  *has_directory = true;
  // Of the test nothing has run since the line of its start.
  note(result,
       exhibit_record_directory(state->options.record, test->id, state->attempt, recorded_directory(state), true));
  if (!state->options.log_name.bytes) return true;
  if (join(state, &state->path, class->directory, name) == 0 ||
      exhibit_log_begin(&state->log, state->path.bytes, test->id, name, class->location, state->attempt) != 0)
    return false;
  state->has_log = true;
  state->log_started = exhibit_monotonic_nanoseconds();
  return true;
}

static int start(struct exhibit_plan_state *state, const void *object, exhibit_taken *taken, int *result) {
  if (!state->is_quiet || state->others > 0 || state->running != EXHIBIT_NO_TEST) return EXHIBIT_QUIET_NOT;
  size_t index = exhibit_plan_place(state, object);
  if (index == EXHIBIT_NO_TEST) return EXHIBIT_QUIET_NOT;
  const struct exhibit_planned_test *test = &state->tests[index];
  // A second attempt has a directory of another name.
  if (test->suite == EXHIBIT_NO_TEST || test->tally == EXHIBIT_NO_TEST || state->tally.counts[test->tally] != 0) {
    return EXHIBIT_QUIET_NOT;
  }
  const struct exhibit_class *class = &state->classes[test->suite];
  if (state->options.has_directories) {
    taken->index = index;
    if (!class->has_directory) return EXHIBIT_QUIET_ASKS;
    size_t length = test->id.count - class->prefix.count;
    // Shorter names might be those of devices on some systems.
    if (!class->siblings.state || length <= 4 || length > state->options.longest_name) return EXHIBIT_QUIET_NOT;
  }
  state->attempt = ++state->tally.counts[test->tally];
  state->running = index;
  // Between two tests of a class nothing of either runs, so the record's descriptor is what it was.
  bool follows = state->passed == test->suite;
  state->passed = EXHIBIT_NO_TEST;
  note(result, exhibit_record_test_started(state->options.record, test->id, state->attempt, follows));
  bool has_directory = false;
  if (state->options.has_directories && !make_files(state, test, class, &has_directory, result)) {
    take(state, has_directory, taken);
    return EXHIBIT_QUIET_BEGUN;
  }
  if (state->options.started) {
    exhibit_text name = name_of(test, class);
    // Both paths without the log.
    exhibit_text recorded = exhibit_text_copy(state->recorded.bytes, state->recorded_count);
    size_t count = join(state, &state->path, class->directory, name);
    exhibit_text directory = count == 0 ? (exhibit_text){NULL, 0} : exhibit_text_copy(state->path.bytes, count);
    if (recorded.bytes && directory.bytes) {
      state->options.started(directory.bytes, recorded.bytes, test->id.bytes, class->location.bytes, name.bytes);
    }
    exhibit_text_free(recorded);
    exhibit_text_free(directory);
  }
  state->started = exhibit_monotonic_nanoseconds();
  return EXHIBIT_QUIET_DONE;
}

int exhibit_quiet_start(exhibit_plan plan, const void *object, exhibit_taken *taken, int *result) {
  *result = EXHIBIT_WRITTEN;
  if (!plan.state) return EXHIBIT_QUIET_NOT;
  pthread_mutex_lock(&plan.state->lock);
  int outcome = start(plan.state, object, taken, result);
  pthread_mutex_unlock(&plan.state->lock);
  return outcome;
}

static bool runs(struct exhibit_plan_state *state, const void *object) {
  return state->running != EXHIBIT_NO_TEST && state->tests[state->running].object == object;
}

bool exhibit_quiet_runs(exhibit_plan plan, const void *object) {
  if (!plan.state) return false;
  pthread_mutex_lock(&plan.state->lock);
  bool result = runs(plan.state, object);
  pthread_mutex_unlock(&plan.state->lock);
  return result;
}

static int pass(struct exhibit_plan_state *state, const void *object, exhibit_taken *taken, int *result) {
  if (!runs(state, object)) return EXHIBIT_QUIET_NOT;
  int64_t nanoseconds = exhibit_monotonic_nanoseconds() - state->started;
  struct exhibit_planned_test *test = &state->tests[state->running];
  const exhibit_quiet_options *options = &state->options;
  exhibit_text recorded = {NULL, 0};
  if (options->has_directories) recorded = recorded_directory(state);
  note(result, exhibit_record_test_ended(options->record, test->id, state->attempt, "passed", nanoseconds, 0, recorded));
  if (options->ended) options->ended();
  if (state->has_log) {
    if (exhibit_log_end(&state->log, state->path.bytes, "passed", (exhibit_text){NULL, 0}, nanoseconds) != 0) {
      int code = errno;
      if (state->log.descriptor >= 0) exhibit_file_close(&state->log);
      state->has_log = false;
      take(state, true, taken);
      taken->has_passed = true;
      taken->nanoseconds = nanoseconds;
      errno = code;
      return EXHIBIT_QUIET_UNLOGGED;
    }
    note(result, exhibit_record_attachment(options->record, test->id, state->attempt, recorded_log(state),
                                           options->log_name, options->log_type, state->log.size, false, true));
    state->has_log = false;
  }
  test->attempt = state->attempt;
  test->nanoseconds = nanoseconds;
  state->running = EXHIBIT_NO_TEST;
  state->passed = test->suite;
  state->passed_count++;
  return EXHIBIT_QUIET_DONE;
}

int exhibit_quiet_pass(exhibit_plan plan, const void *object, exhibit_taken *taken, int *result) {
  *result = EXHIBIT_WRITTEN;
  if (!plan.state) return EXHIBIT_QUIET_NOT;
  pthread_mutex_lock(&plan.state->lock);
  int outcome = pass(plan.state, object, taken, result);
  int code = errno;
  pthread_mutex_unlock(&plan.state->lock);
  errno = code;
  return outcome;
}

bool exhibit_quiet_take_running(exhibit_plan plan, exhibit_taken *taken) {
  struct exhibit_plan_state *state = plan.state;
  if (!state) return false;
  pthread_mutex_lock(&state->lock);
  bool has_one = state->running != EXHIBIT_NO_TEST;
  if (has_one) take(state, state->options.has_directories, taken);
  pthread_mutex_unlock(&state->lock);
  return has_one;
}

bool exhibit_quiet_take_passed(exhibit_plan plan, size_t index, exhibit_taken *taken) {
  struct exhibit_plan_state *state = plan.state;
  if (!state || index >= state->count) return false;
  pthread_mutex_lock(&state->lock);
  struct exhibit_planned_test *test = &state->tests[index];
  bool has_passed = test->attempt != 0;
  if (has_passed) {
    *taken = (exhibit_taken){.index = index,
                             .attempt = test->attempt,
                             .has_directory = state->options.has_directories,
                             .has_passed = true,
                             .nanoseconds = test->nanoseconds};
    test->attempt = 0;
  }
  pthread_mutex_unlock(&state->lock);
  return has_passed;
}

void exhibit_quiet_disturb(exhibit_plan plan, int change) {
  if (!plan.state) return;
  pthread_mutex_lock(&plan.state->lock);
  plan.state->others += change;
  plan.state->passed = EXHIBIT_NO_TEST;
  pthread_mutex_unlock(&plan.state->lock);
}

size_t exhibit_quiet_passed_count(exhibit_plan plan) {
  if (!plan.state) return 0;
  pthread_mutex_lock(&plan.state->lock);
  size_t count = plan.state->passed_count;
  pthread_mutex_unlock(&plan.state->lock);
  return count;
}
