#include "CExhibitXCTest.h"
#include "CExhibitRecord.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef PATH_MAX
#define PATH_MAX 4096
#endif

static char launch_directory[PATH_MAX] = ".";
static const char *launch_run = "";

const char *exhibit_launch_directory(void) { return launch_directory; }

const char *exhibit_launch_run(void) { return launch_run; }

// Defined in Swift, beside the observer.
void exhibit_register_observer(void);
void exhibit_register_soft_assertions(void);
void exhibit_prepare_unwatched(void);

// This runs in every process that loads the test binary: for the tests, but also to list them, in the children of exit
// tests and for the other testing library. So it only remembers and registers: no output, no file, no error. All else
// waits for the first test.
__attribute__((constructor)) static void exhibit_load(void) {
  if (!getcwd(launch_directory, sizeof launch_directory)) strcpy(launch_directory, ".");

  // Taken out of the environment, so that a `swift test` started by a test is a run of its own.
  const char *run = getenv("EXHIBIT_RUN");
  const char *copy = run ? strdup(run) : NULL;
  if (copy) launch_run = copy;
  if (run) unsetenv("EXHIBIT_RUN");

  exhibit_set_soft_assertion_setup(exhibit_register_soft_assertions);

  const char *disabled = getenv("EXHIBIT_DISABLED");
  if (disabled && strcmp(disabled, "1") == 0) {
    exhibit_prepare_unwatched();
    return;
  }
  const char *automatic = getenv("EXHIBIT_AUTO");
  if (automatic && strcmp(automatic, "0") == 0) return;
  exhibit_register_observer();
}
