#include "CExhibitFixtures.h"

#include <pthread.h>
#include <stdlib.h>

struct work {
  void (*body)(void *);
  void *context;
};

static void *run(void *argument) {
  struct work work = *(struct work *)argument;
  free(argument);
  work.body(work.context);
  return NULL;
}

bool exhibit_thread_start(void (*body)(void *), void *context) {
  struct work *work = malloc(sizeof *work);
  if (!work) return false;
  *work = (struct work){body, context};
  pthread_t thread;
  if (pthread_create(&thread, NULL, run, work) != 0) {
    free(work);
    return false;
  }
  pthread_detach(thread);
  return true;
}
