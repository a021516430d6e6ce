#include "CExhibitOutput.h"

#if defined(__linux__)

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

// What is here is all that there is to know of signals: `exhibit_output_save_stdio` may be called by any other handler.

static const int watched[] = {SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE,
                              SIGSYS, SIGTERM, SIGINT, SIGHUP, SIGQUIT};
static struct sigaction previous[65];

static void handle(int signal, siginfo_t *info, void *context) {
  exhibit_output_save_stdio();
  struct sigaction *before = &previous[signal];
  if (before->sa_handler == SIG_DFL) {
    // What nobody handles ends the process, as soon as this returns.
    sigaction(signal, before, NULL);
    syscall(SYS_rt_tgsigqueueinfo, getpid(), (pid_t)syscall(SYS_gettid), signal, info);
  } else if (before->sa_flags & SA_SIGINFO) {
    before->sa_sigaction(signal, info, context);
  } else {
    before->sa_handler(signal);
  }
}

void exhibit_output_watch_signals(void) {
  for (size_t i = 0; i < sizeof watched / sizeof *watched; i++) {
    int signal = watched[i];
    if (sigaction(signal, NULL, &previous[signal]) != 0 || previous[signal].sa_handler == SIG_IGN) continue;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = handle;
    action.sa_mask = previous[signal].sa_mask;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | (previous[signal].sa_flags & (SA_RESTART | SA_NODEFER));
    sigaction(signal, &action, NULL);
  }
}

#else

void exhibit_output_watch_signals(void) {}

#endif
