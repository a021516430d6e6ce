#ifndef CEXHIBIT_PLAN_H
#define CEXHIBIT_PLAN_H

// The tests of a process, as they were planned, and the way of those among them that are quiet: nothing but their start
// and their passing happens, so nobody needs more of them than lines, a directory and a log. Nearly all tests of a
// healthy suite are quiet. Who asks for one while it runs takes it, and it is quiet no more.

#include "CExhibitRecord.h"

/// The tests of a process. What is planned comes first; after that any thread may use it.
typedef struct EXHIBIT_SENDABLE exhibit_plan {
  struct exhibit_plan_state *_Nullable state;
} exhibit_plan;

/// No test; Swift sees it as -1.
#define EXHIBIT_NO_TEST SIZE_MAX

exhibit_plan exhibit_plan_make(void);
void exhibit_plan_free(exhibit_plan plan);

/// How many tests were planned; the same test may be there more than once.
size_t exhibit_plan_count(exhibit_plan plan);

/// How many different tests are known, planned or not.
size_t exhibit_plan_known_count(exhibit_plan plan);

/// Adds a class of tests. The texts are copied; `prefix` is what the ids begin with, `Module.Class/`, and consists of
/// plain names. Returns its number.
size_t exhibit_plan_add_suite(exhibit_plan plan, exhibit_text prefix, size_t module_count, exhibit_text location);

/// Plans a method of the class that was added last. Of `name` counts what is behind the last dot.
///
/// Returns false, and has planned nothing, if the name is not plain or memory ran out.
bool exhibit_plan_add(exhibit_plan plan, const void *_Nullable object, exhibit_text name);

/// Plans any test. The id must live as long as the plan.
void exhibit_plan_add_id(exhibit_plan plan, const void *_Nullable object, exhibit_text id);

/// What is known of a planned test.
typedef struct exhibit_planned {
  exhibit_text id;
  /// The number of its class; `EXHIBIT_NO_TEST` for one that was planned by its id.
  size_t suite;
  /// How many bytes of the id stand before the name, if it has a class.
  size_t prefix_count;
} exhibit_planned;

exhibit_planned exhibit_plan_test(exhibit_plan plan, size_t index);

/// The place of the object of a planned test, which is mostly the one behind the last that was found.
size_t exhibit_plan_find(exhibit_plan plan, const void *_Nonnull object);

/// Counts a start of a test. Returns which it is, from 1, and whether the test was not known before; without memory it
/// is not. The id must live as long as the plan.
int64_t exhibit_plan_count_start(exhibit_plan plan, exhibit_text id, bool *_Nonnull is_new);

/// Writes the lines of planned tests, up to the first that has no class.
///
/// Returns the place of that one, or of the end; `result` is what became of the last line that was not just written.
size_t exhibit_plan_record(exhibit_plan plan, size_t index, exhibit_record record, const char *_Nonnull framework,
                           int *_Nonnull result);

/// What happens to quiet tests beside their lines in the record. The texts are copied.
typedef struct exhibit_quiet_options {
  exhibit_record record;
  /// Whether each has a directory.
  bool has_directories;
  /// What the log in it is called, without bytes if there is none, and its content type.
  exhibit_text log_name;
  exhibit_text log_type;
  /// The most bytes that the name of a directory may have.
  size_t longest_name;
  /// Is told of the start behind all else, and of the end before all else.
  void (*_Nullable started)(const char *_Nonnull directory, const char *_Nonnull recorded_directory,
                            const char *_Nonnull id, const char *_Nonnull location, const char *_Nonnull name);
  void (*_Nullable ended)(void);
} exhibit_quiet_options;

/// From now on tests may be quiet. The record must live as long as the plan.
void exhibit_quiet_begin(exhibit_plan plan, const exhibit_quiet_options *_Nonnull options);

/// Says where the directories of a class are: what this process has there, the path, and how the record names it.
///
/// Without `siblings` its tests are never quiet. They must live as long as the plan.
void exhibit_quiet_set_directory(exhibit_plan plan, size_t suite, exhibit_siblings siblings, exhibit_text path,
                                 exhibit_text recorded);

/// A test that was quiet until now.
typedef struct exhibit_taken {
  size_t index;
  int64_t attempt;
  /// Whether its directory was made.
  bool has_directory;
  /// Whether its log is open, since when, and its file, which is the caller's.
  bool has_log;
  int64_t log_started;
  exhibit_file log;
  /// When its body began, on the monotonic clock.
  int64_t started;
  /// Whether it has passed, and in how many nanoseconds.
  bool has_passed;
  int64_t nanoseconds;
} exhibit_taken;

enum {
  /// It is not quiet, and nothing was done.
  EXHIBIT_QUIET_NOT = 0,
  EXHIBIT_QUIET_DONE,
  /// Nothing was done, because nobody has said where the directories of its class are.
  EXHIBIT_QUIET_ASKS,
  /// The line of its start was written, and then something went wrong. It has been taken.
  EXHIBIT_QUIET_BEGUN,
  /// The line of its end was written, and then its log could not be ended: see `errno`. It has been taken.
  EXHIBIT_QUIET_UNLOGGED,
};

/// Starts a test quietly. `taken` is filled if it was begun, its `index` also if the plan asks; `result` is what became
/// of the last line that was not just written.
int exhibit_quiet_start(exhibit_plan plan, const void *_Nonnull object, exhibit_taken *_Nonnull taken,
                        int *_Nonnull result);

/// Whether the object is that of the quiet test that is running.
bool exhibit_quiet_runs(exhibit_plan plan, const void *_Nonnull object);

/// Ends the quiet test that is running, which has passed.
int exhibit_quiet_pass(exhibit_plan plan, const void *_Nonnull object, exhibit_taken *_Nonnull taken,
                       int *_Nonnull result);

/// Takes the quiet test that is running. Returns whether there was one.
bool exhibit_quiet_take_running(exhibit_plan plan, exhibit_taken *_Nonnull taken);

/// Takes a quiet test that has passed. Returns whether it was one.
bool exhibit_quiet_take_passed(exhibit_plan plan, size_t index, exhibit_taken *_Nonnull taken);

/// A test that is not quiet starts (1) or has ended (-1); none is quiet while one runs.
void exhibit_quiet_disturb(exhibit_plan plan, int change);

/// How many quiet tests have passed.
size_t exhibit_quiet_passed_count(exhibit_plan plan);

#endif
