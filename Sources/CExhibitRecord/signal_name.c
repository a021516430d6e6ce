#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif
#include "CExhibitRecord.h"

#include <signal.h>

// For a process that is a copy of one with threads: there a sanitizer's own code must not run.
#define PLAIN __attribute__((disable_sanitizer_instrumentation))

PLAIN static const char *known_name(int signal) {
  switch (signal) {
    case SIGHUP: return "SIGHUP";
    case SIGINT: return "SIGINT";
    case SIGQUIT: return "SIGQUIT";
    case SIGILL: return "SIGILL";
    case SIGTRAP: return "SIGTRAP";
    case SIGABRT: return "SIGABRT";
    case SIGBUS: return "SIGBUS";
    case SIGFPE: return "SIGFPE";
    case SIGKILL: return "SIGKILL";
    case SIGUSR1: return "SIGUSR1";
    case SIGSEGV: return "SIGSEGV";
    case SIGUSR2: return "SIGUSR2";
    case SIGPIPE: return "SIGPIPE";
    case SIGALRM: return "SIGALRM";
    case SIGTERM: return "SIGTERM";
    case SIGXCPU: return "SIGXCPU";
    case SIGXFSZ: return "SIGXFSZ";
    case SIGVTALRM: return "SIGVTALRM";
    case SIGPROF: return "SIGPROF";
    case SIGIO: return "SIGIO";
    case SIGSYS: return "SIGSYS";
#if defined(__linux__)
    case SIGSTKFLT: return "SIGSTKFLT";
    case SIGPWR: return "SIGPWR";
#endif
    default: return NULL;
  }
}

// By hand: what formats numbers may take a lock.
PLAIN static char *append(char *out, const char *text) {
  while (*text) *out++ = *text++;
  return out;
}

PLAIN static char *append_number(char *out, int number) {
  if (number >= 100) *out++ = (char)('0' + number / 100 % 10);
  if (number >= 10) *out++ = (char)('0' + number / 10 % 10);
  *out++ = (char)('0' + number % 10);
  return out;
}

PLAIN void exhibit_signal_name(int signal, char name[EXHIBIT_SIGNAL_NAME_BYTES]) {
  char *out = name;
  const char *known = known_name(signal);
  if (known) {
    out = append(out, known);
#if defined(__linux__)
  } else if (signal >= SIGRTMIN && signal <= SIGRTMAX) {
    out = append(out, "SIGRTMIN");
    if (signal > SIGRTMIN) out = append_number(append(out, "+"), signal - SIGRTMIN);
#endif
  } else {
    out = append_number(append(out, "signal "), signal);
  }
  *out = 0;
}
