#if defined(__linux__)
#define _GNU_SOURCE
#endif
#include "size_limit.h"

#include <errno.h>
#include <pthread.h>
#include <time.h>

static sigset_t size_signal(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGXFSZ);
  return set;
}

static bool is_pending(void) {
  sigset_t pending;
  return sigpending(&pending) == 0 && sigismember(&pending, SIGXFSZ) == 1;
}

void exhibit_size_limit_hold(exhibit_size_limit *limit) {
  sigset_t set = size_signal();
  limit->was_pending = is_pending();
  pthread_sigmask(SIG_BLOCK, &set, &limit->before);
}

void exhibit_size_limit_release(const exhibit_size_limit *limit) {
  int code = errno;
  if (!limit->was_pending && is_pending()) {
    sigset_t set = size_signal();
#if defined(__APPLE__)
    int signal;
    sigwait(&set, &signal);
#else
    struct timespec now = {0, 0};
    sigtimedwait(&set, NULL, &now);
#endif
  }
  pthread_sigmask(SIG_SETMASK, &limit->before, NULL);
  errno = code;
}
