#ifndef CEXHIBIT_FIXTURES_H
#define CEXHIBIT_FIXTURES_H

// What the fixture store needs of the system: threads that wait, counters that processes share, files that are watched
// and handed over. It is C because Swift has no portable way to these without Foundation.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#if defined(__has_attribute)
#if __has_attribute(swift_attr)
/// For what any thread may use: it never changes, or has a lock of its own.
#define EXHIBIT_SHARED __attribute__((swift_attr("@Sendable")))
#endif
#endif
#ifndef EXHIBIT_SHARED
#define EXHIBIT_SHARED
#endif

/// Something that threads wait for, and that happens once.
typedef struct EXHIBIT_SHARED exhibit_latch {
  struct exhibit_latch_state *_Nullable state;
} exhibit_latch;

/// Makes a latch; without state if memory ran out, and then nobody waits.
exhibit_latch exhibit_latch_make(void);
void exhibit_latch_free(exhibit_latch latch);

/// Lets all go who wait, or will.
void exhibit_latch_open(exhibit_latch latch);

/// Waits until the latch is open.
void exhibit_latch_wait(exhibit_latch latch);

/// The monotonic clock in nanoseconds, the same for all processes of a machine.
int64_t exhibit_steady_nanoseconds(void);

#endif
