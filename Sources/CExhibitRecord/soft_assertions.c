#include "CExhibitRecord.h"

// Set while the process is loaded, when there is one thread.
static void (*setup)(void);

void exhibit_set_soft_assertion_setup(void (*function)(void)) { setup = function; }

void exhibit_set_up_soft_assertions(void) {
  if (setup) setup();
}
