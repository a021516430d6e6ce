#include "CExhibitRecord.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

struct exhibit_ticker_state {
  pthread_t thread;
  pthread_mutex_t lock;
  pthread_cond_t wake;
  bool is_stopped;
  int64_t period;
  void (*tick)(void *context);
  void *context;
};

static struct timespec later(int64_t nanoseconds) {
  struct timespec time;
#if defined(__APPLE__)
  clock_gettime(CLOCK_REALTIME, &time);
#else
  clock_gettime(CLOCK_MONOTONIC, &time);
#endif
  int64_t sum = time.tv_nsec + nanoseconds;
  time.tv_sec += sum / 1000000000;
  time.tv_nsec = sum % 1000000000;
  return time;
}

static void *run(void *argument) {
  struct exhibit_ticker_state *ticker = argument;
  pthread_mutex_lock(&ticker->lock);
  while (!ticker->is_stopped) {
    struct timespec deadline = later(ticker->period);
    int result = 0;
    while (!ticker->is_stopped && result != ETIMEDOUT) {
      result = pthread_cond_timedwait(&ticker->wake, &ticker->lock, &deadline);
    }
    if (ticker->is_stopped) break;
    pthread_mutex_unlock(&ticker->lock);
    ticker->tick(ticker->context);
    pthread_mutex_lock(&ticker->lock);
  }
  pthread_mutex_unlock(&ticker->lock);
  return NULL;
}

exhibit_ticker exhibit_ticker_start(int64_t period, void (*tick)(void *), void *context) {
  struct exhibit_ticker_state *ticker = calloc(1, sizeof *ticker);
  if (!ticker) return (exhibit_ticker){NULL};
  *ticker = (struct exhibit_ticker_state){.period = period, .tick = tick, .context = context};
  pthread_mutex_init(&ticker->lock, NULL);
  pthread_condattr_t condition;
  pthread_condattr_init(&condition);
#if !defined(__APPLE__)
  pthread_condattr_setclock(&condition, CLOCK_MONOTONIC);
#endif
  pthread_cond_init(&ticker->wake, &condition);
  pthread_condattr_destroy(&condition);
  pthread_attr_t thread;
  pthread_attr_init(&thread);
  pthread_attr_setstacksize(&thread, 512 << 10);
  // Signals of the process are for the threads of the tests.
  sigset_t all, old;
  exhibit_signals_of_tests(&all);
  pthread_sigmask(SIG_SETMASK, &all, &old);
  int result = pthread_create(&ticker->thread, &thread, run, ticker);
  pthread_sigmask(SIG_SETMASK, &old, NULL);
  pthread_attr_destroy(&thread);
  if (result == 0) return (exhibit_ticker){ticker};
  pthread_cond_destroy(&ticker->wake);
  pthread_mutex_destroy(&ticker->lock);
  free(ticker);
  return (exhibit_ticker){NULL};
}

void exhibit_ticker_stop(exhibit_ticker started) {
  struct exhibit_ticker_state *ticker = started.state;
  if (!ticker) return;
  pthread_mutex_lock(&ticker->lock);
  ticker->is_stopped = true;
  pthread_cond_signal(&ticker->wake);
  pthread_mutex_unlock(&ticker->lock);
  pthread_join(ticker->thread, NULL);
  pthread_cond_destroy(&ticker->wake);
  pthread_mutex_destroy(&ticker->lock);
  free(ticker);
}
