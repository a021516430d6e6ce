#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "internal.h"

#include <sys/stat.h>
#include <unistd.h>

#if defined(__linux__)

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>

#include "CExhibitRecord.h"
#include "calls.h"

/// How long the end of the process waits for the copier, and for its end, in nanoseconds.
static const int64_t patience = 5000000000;
static const int64_t patience_for_end = 20000000;

static atomic_bool has_lost_boundary;

// MARK: Boundaries

static void mark(enum exhibit_mark kind, const char *bytes, size_t count) {
  for (int i = 0; i < exhibit_capture.count; i++) {
    struct exhibit_capture_stream *stream = &exhibit_capture.streams[i];
    const char *rest = bytes;
    size_t left = count;
    const size_t room = EXHIBIT_PIECE - EXHIBIT_MARK;
    bool is_written = true;
    for (; is_written && left > room; rest += room, left -= room) {
      is_written = exhibit_mark_write(stream, exhibit_mark_part, rest, room);
    }
    if (is_written && exhibit_mark_write(stream, kind, rest, left)) continue;
    // Where nobody reads standard error, whoever says something there waits for ever.
    bool is_error = stream->standard == STDERR_FILENO || stream->is_both;
    if (!stream->is_stalled || !is_error) has_lost_boundary = true;
  }
}

static bool is_ours(void) { return exhibit_capture.count > 0 && exhibit_capture.pid == getpid(); }

static void append_field(exhibit_buffer *buffer, const char *text) {
  exhibit_buffer_append(buffer, text, strlen(text) + 1);
}

static void append_json(exhibit_buffer *buffer, const char *text) {
  // As `LineBuffer` does it, so that this id is that of the other lines.
  exhibit_buffer_json_string(buffer, text, strlen(text), 32 << 10, 192 << 10);
}

void exhibit_output_test_started(const exhibit_output_test *test) {
  if (!is_ours()) return;
  // XCTest flushes standard output at this place too, so this changes nothing of the order.
  fflush(stdout);
  exhibit_buffer fields = {0};
  append_field(&fields, test->directory);
  append_json(&fields, test->recorded_directory);
  if (fields.count > 0) fields.count--;
  exhibit_buffer_append(&fields, "", 1);
  append_json(&fields, test->id);
  exhibit_buffer_append(&fields, "", 1);
  exhibit_buffer_integer(&fields, test->attempt);
  exhibit_buffer_append(&fields, "", 1);
  append_field(&fields, test->console_name);
  if (fields.failed) has_lost_boundary = true;
  else mark(exhibit_mark_start, fields.bytes, fields.count);
  exhibit_buffer_free(&fields);
}

void exhibit_output_quiet_test_started(const char *directory, const char *recorded_directory, const char *id,
                                       const char *location, const char *name) {
  if (!is_ours()) return;
  const char *slash = strrchr(location, '/'), *type = slash ? slash + 1 : location;
  char bytes[512];
  exhibit_buffer console_name = exhibit_buffer_on(bytes, sizeof bytes);
  exhibit_buffer_append(&console_name, type, strlen(type));
  exhibit_buffer_append(&console_name, ".", 1);
  append_field(&console_name, name);
  exhibit_output_test test = {directory, recorded_directory, id, console_name.bytes, 1};
  if (console_name.failed) has_lost_boundary = true;
  else exhibit_output_test_started(&test);
  exhibit_buffer_free(&console_name);
}

void exhibit_output_test_ended(void) {
  if (!is_ours()) return;
  fflush(stdout);
  mark(exhibit_mark_end, "", 0);
}

bool exhibit_output_has_said(int code) {
  _Atomic uint32_t *said = exhibit_said(code);
  return said && atomic_exchange(said, 1) != 0;
}

bool exhibit_output_lost_boundary(void) {
  // Asked at every test, and hardly ever so.
  return atomic_load_explicit(&has_lost_boundary, memory_order_relaxed) && atomic_exchange(&has_lost_boundary, false);
}

// MARK: The end

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

/// Waits until the copier has set a word. Returns whether it has.
static bool wait_for(_Atomic uint32_t *word, int64_t deadline) {
  while (atomic_load(word) == 0) {
    int64_t left = deadline - now();
    if (left <= 0) return false;
    struct timespec time = {left / 1000000000, left % 1000000000};
    syscall(SYS_futex, word, EXHIBIT_FUTEX_WAIT, 0, &time, NULL, 0);
  }
  return true;
}

/// Lets the copier see the end of the streams, and waits for its own.
static void reap(void) {
  for (int i = 0; i < exhibit_capture.count; i++) {
    struct exhibit_capture_stream *stream = &exhibit_capture.streams[i];
    if (exhibit_stream_is(stream, stream->marker)) close(stream->marker);
  }
  // A child that has the stream keeps the copier alive; that is not waited for.
  if (!wait_for(&exhibit_capture.shared->ended, now() + patience_for_end)) return;
  while (syscall(SYS_wait4, exhibit_capture.child, NULL, __WALL, NULL) < 0 && errno == EINTR) {}
}

void exhibit_output_finish(void) {
  if (!is_ours()) return;
  atomic_store(&exhibit_capture.shared->is_over, 1);
  // What is in the buffers is flushed after this, straight to where the streams led.
  exhibit_output_save_stdio();
  bool is_asked[2] = {false, false};
  int count = exhibit_capture.count;
  for (int i = 0; i < count; i++) {
    is_asked[i] = exhibit_mark_write(&exhibit_capture.streams[i], exhibit_mark_acknowledge, "", 0);
  }
  int64_t deadline = now() + patience;
  bool is_broken = false;
  for (int i = 0; i < count; i++) {
    if (is_asked[i]) wait_for(&exhibit_capture.shared->acknowledged[i], deadline);
    if (atomic_load(&exhibit_capture.shared->broken[i])) is_broken = true;
    exhibit_stream_restore(&exhibit_capture.streams[i]);
  }
  if (exhibit_capture.child > 0) reap();
  exhibit_capture.count = 0;
  // The copier could not pass on what the process had written: then without it the process would have had this.
  if (is_broken) raise(SIGPIPE);
}

#else

exhibit_stream_kind exhibit_output_kind(int descriptor) {
  struct stat status;
  if (fstat(descriptor, &status) != 0) return exhibit_stream_closed;
  return S_ISFIFO(status.st_mode) ? exhibit_stream_pipe : exhibit_stream_other;
}

int exhibit_output_start(const exhibit_output_options *options) {
  (void)options;
  return 0;
}

bool exhibit_output_prepare_redaction(void) { return true; }

bool exhibit_output_redact(const exhibit_rules *rules) {
  (void)rules;
  return true;
}

bool exhibit_output_has_said(int code) {
  (void)code;
  return false;
}

void exhibit_output_test_started(const exhibit_output_test *test) { (void)test; }

void exhibit_output_quiet_test_started(const char *directory, const char *recorded_directory, const char *id,
                                       const char *location, const char *name) {
  (void)directory, (void)recorded_directory, (void)id, (void)location, (void)name;
}

void exhibit_output_test_ended(void) {}

bool exhibit_output_lost_boundary(void) { return false; }

void exhibit_output_save_stdio(void) {}

void exhibit_output_finish(void) {}

#endif
