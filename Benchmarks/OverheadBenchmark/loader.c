// Reads the plan when the test binary is loaded, and has an observer follow it unless FLOOR_IDLE is set.
#include <stdlib.h>

#include "floor.h"

// Defined in Swift, beside the observer.
void floor_observe(void);

__attribute__((constructor)) static void load(void) {
  const char *plan = getenv("FLOOR_PLAN"), *directory = getenv("FLOOR_DIRECTORY");
  if (!plan || !directory) return;
  floor_read(plan);
  floor_open(directory);
  if (getenv("FLOOR_IDLE")) return;
  // What comes before the first test.
  floor_run('s');
  floor_observe();
}
