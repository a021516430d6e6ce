#include "CExhibitFixtures.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

struct exhibit_latch_state {
  pthread_mutex_t lock;
  pthread_cond_t opened;
  bool is_open;
};

exhibit_latch exhibit_latch_make(void) {
  struct exhibit_latch_state *state = calloc(1, sizeof *state);
  if (state) {
    pthread_mutex_init(&state->lock, NULL);
    pthread_cond_init(&state->opened, NULL);
  }
  return (exhibit_latch){state};
}

void exhibit_latch_free(exhibit_latch latch) {
  if (!latch.state) return;
  pthread_cond_destroy(&latch.state->opened);
  pthread_mutex_destroy(&latch.state->lock);
  free(latch.state);
}

void exhibit_latch_open(exhibit_latch latch) {
  if (!latch.state) return;
  pthread_mutex_lock(&latch.state->lock);
  latch.state->is_open = true;
  pthread_cond_broadcast(&latch.state->opened);
  pthread_mutex_unlock(&latch.state->lock);
}

void exhibit_latch_wait(exhibit_latch latch) {
  if (!latch.state) return;
  pthread_mutex_lock(&latch.state->lock);
  while (!latch.state->is_open) pthread_cond_wait(&latch.state->opened, &latch.state->lock);
  pthread_mutex_unlock(&latch.state->lock);
}

int64_t exhibit_steady_nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}
