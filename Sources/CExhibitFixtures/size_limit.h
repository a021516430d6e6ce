#ifndef EXHIBIT_SIZE_LIMIT_H
#define EXHIBIT_SIZE_LIMIT_H

#include <signal.h>
#include <stdbool.h>

/// What holds back SIGXFSZ on this thread while a file grows: one that may not is an error here, and no end of the
/// process, whose limit it is.
typedef struct exhibit_size_limit {
  sigset_t before;
  bool was_pending;
} exhibit_size_limit;

void exhibit_size_limit_hold(exhibit_size_limit *limit);

/// Forgets the signal that came meanwhile. `errno` stays.
void exhibit_size_limit_release(const exhibit_size_limit *limit);

#endif
