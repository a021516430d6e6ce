#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif
#include "CExhibitRecord.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/syscall.h>
#endif

// Signals that say that the program itself went wrong. Whoever handles them already is asked afterwards: the Swift
// runtime, which writes its crash report, or a sanitizer.
static const int faults[] = {SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGSYS};

// Signals from outside that end a process which does nothing about them; those that somebody handles are left alone.
static const int requests[] = {SIGHUP,  SIGINT,    SIGQUIT, SIGPIPE, SIGALRM, SIGTERM,
                               SIGUSR1, SIGUSR2,   SIGPROF, SIGVTALRM, SIGXCPU, SIGXFSZ,
#if defined(__linux__)
                               SIGPOLL, SIGSTKFLT, SIGPWR
#endif
};

#define COUNT(array) (sizeof array / sizeof *array)
#define HIGHEST_SIGNAL 64
#define MOST_ACTS 4

static struct sigaction previous[HIGHEST_SIGNAL + 1];
static void (*acts[MOST_ACTS])(int);
static int act_count;
static pid_t owner;
static int is_dying;

// Hands the signal on to whoever had it before; the default is that the process ends by it.
static void pass_on(int signal, siginfo_t *info) {
  sigaction(signal, &previous[signal], NULL);
  // A fault happens again when the instruction is repeated, with everything that a debugger or a crash report wants to
  // know. A trap may be behind its instruction.
  bool repeats = signal == SIGILL || signal == SIGBUS || signal == SIGFPE || signal == SIGSEGV;
  if (repeats && info && info->si_code > 0) return;
#if defined(__linux__) && defined(SYS_rt_tgsigqueueinfo)
  // Keeps who sent it.
  if (info && syscall(SYS_rt_tgsigqueueinfo, getpid(), syscall(SYS_gettid), signal, info) == 0) return;
#endif
  pthread_kill(pthread_self(), signal);
}

// A second thread that crashes must not end the process before the first has told of it.
static void wait_for_other_thread(void) {
  struct timespec pause = {0, 1000000};
  for (int i = 0; i < 1000 && __atomic_load_n(&is_dying, __ATOMIC_ACQUIRE); i++) nanosleep(&pause, NULL);
}

static void on_signal(int signal, siginfo_t *info, void *context) {
  (void)context;
  // The limit on the size of files is the tests' own; of what they did not write they must not hear.
  if (signal == SIGXFSZ && exhibit_is_writing()) return;
  int code = errno;
  // A child that was forked has nothing to tell.
  if (getpid() == owner) {
    if (!__atomic_exchange_n(&is_dying, 1, __ATOMIC_ACQ_REL)) {
      for (int i = 0; i < __atomic_load_n(&act_count, __ATOMIC_ACQUIRE); i++) acts[i](signal);
      // Whoever handled the signal before may go on living with it.
      __atomic_store_n(&is_dying, 0, __ATOMIC_RELEASE);
    } else {
      wait_for_other_thread();
    }
  }
  pass_on(signal, info);
  errno = code;
}

static struct sigaction ending_action(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = on_signal;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART;
  sigfillset(&action.sa_mask);
  return action;
}

static void watch(int signal, bool even_if_handled) {
  struct sigaction current;
  if (sigaction(signal, NULL, &current) != 0) return;
  bool has_handler = (current.sa_flags & SA_SIGINFO) || (current.sa_handler != SIG_DFL && current.sa_handler != SIG_IGN);
  if (!has_handler && current.sa_handler == SIG_IGN) return;
  if (has_handler && !even_if_handled) return;
  previous[signal] = current;
  struct sigaction action = ending_action();
  sigaction(signal, &action, NULL);
}

// Those of real time do the same, and hardly anybody handles one: so the handler comes first and a look at what was there
// afterwards, which is one call less for each.
static void watch_real_time(void) {
#if defined(SIGRTMIN)
  struct sigaction action = ending_action(), current;
  for (int signal = SIGRTMIN; signal <= SIGRTMAX && signal <= HIGHEST_SIGNAL; signal++) {
    if (sigaction(signal, &action, &current) != 0) continue;
    bool is_default = !(current.sa_flags & SA_SIGINFO) && current.sa_handler == SIG_DFL;
    if (is_default) previous[signal] = current;
    else sigaction(signal, &current, NULL);
  }
#endif
}

// When the stack is full, the handler needs another. This thread is the one that runs synchronous tests.
static void provide_stack(void) {
  static char stack[64 << 10];
  stack_t current;
  if (sigaltstack(NULL, &current) != 0 || !(current.ss_flags & SS_DISABLE)) return;
  stack_t own = {.ss_sp = stack, .ss_size = sizeof stack, .ss_flags = 0};
  sigaltstack(&own, NULL);
}

static void watch_all(void) {
  owner = getpid();
  provide_stack();
  for (size_t i = 0; i < COUNT(faults); i++) watch(faults[i], true);
  for (size_t i = 0; i < COUNT(requests); i++) watch(requests[i], false);
  watch_real_time();
}

void exhibit_watch_signals(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, watch_all);
}

bool exhibit_before_death(void (*act)(int signal)) {
  static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  pthread_mutex_lock(&mutex);
  int count = act_count;
  bool is_there = false;
  for (int i = 0; i < count; i++) is_there = is_there || acts[i] == act;
  bool has_room = is_there || count < MOST_ACTS;
  if (!is_there && has_room) {
    acts[count] = act;
    __atomic_store_n(&act_count, count + 1, __ATOMIC_RELEASE);
  }
  pthread_mutex_unlock(&mutex);
  return has_room;
}

void exhibit_signals_of_tests(sigset_t *set) {
  sigfillset(set);
  // The Swift runtime stops all threads by this one while it writes its report of a crash, and misses those that block it.
  sigdelset(set, SIGPROF);
  for (size_t i = 0; i < COUNT(faults); i++) sigdelset(set, faults[i]);
}

bool exhibit_is_fault(int signal) {
  for (size_t i = 0; i < COUNT(faults); i++) {
    if (faults[i] == signal) return true;
  }
  return false;
}

void exhibit_at_quick_exit(void (*act)(void)) {
#if defined(__linux__)
  at_quick_exit(act);
#else
  (void)act;
#endif
}
