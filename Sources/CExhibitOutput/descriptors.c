#include "copier.h"

#if defined(__linux__)

/// Closes everything but the given descriptors, which are in order.
EXHIBIT_COPIER static void close_all_but(const int *kept, int count) {
  unsigned from = 0;
  for (int i = 0; i <= count; i++) {
    unsigned to = i < count ? (unsigned)kept[i] : ~0U;
    if (to > from || i == count) {
      unsigned last = i < count ? to - 1 : to;
#if defined(SYS_close_range)
      bool is_done = syscall(SYS_close_range, from, last, 0) == 0;
#else
      bool is_done = false;
#endif
      // Kernels before 5.9, and sandboxes that do not know the call.
      for (unsigned j = from; !is_done && j <= last && j < 65536; j++) copier_close((int)j);
    }
    from = to + 1;
  }
}

EXHIBIT_COPIER void copier_close_others(void) {
  int kept[6];
  int count = 0;
  for (int i = 0; i < exhibit_capture.count; i++) {
    kept[count++] = exhibit_capture.streams[i].reader;
    kept[count++] = exhibit_capture.streams[i].console;
  }
  kept[count++] = exhibit_capture.diagnostics;
  kept[count++] = exhibit_capture.process;
  for (int i = 1; i < count; i++) {
    for (int j = i; j > 0 && kept[j] < kept[j - 1]; j--) {
      int other = kept[j];
      kept[j] = kept[j - 1];
      kept[j - 1] = other;
    }
  }
  int distinct = 1;
  for (int i = 1; i < count; i++) {
    if (kept[i] != kept[distinct - 1]) kept[distinct++] = kept[i];
  }
  if (kept[0] < 0) close_all_but(kept + 1, distinct - 1);
  else close_all_but(kept, distinct);
}

#endif
