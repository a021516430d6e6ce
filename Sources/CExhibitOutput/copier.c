#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "copier.h"

#if defined(__linux__)

#include <sys/prctl.h>

static struct copier_stream streams[2];

/// Looks for the random number; returns its place, or `count`.
EXHIBIT_COPIER static size_t find_nonce(const char *bytes, size_t count) {
  const char *nonce = (const char *)exhibit_capture.nonce;
#if !EXHIBIT_IS_SANITIZED
  const char *found = memmem(bytes, count, nonce, EXHIBIT_NONCE);
  return found ? (size_t)(found - bytes) : count;
#else
  size_t index = 0;
  while (true) {
    index += copier_index(bytes + index, count - index, nonce[0]);
    if (count - index < EXHIBIT_NONCE) return count;
    if (copier_equal(bytes + index, nonce, EXHIBIT_NONCE)) return index;
    index++;
  }
#endif
}

/// How many bytes at the end may be the beginning of the random number.
EXHIBIT_COPIER static size_t partial_nonce(const char *bytes, size_t count) {
  size_t length = count < EXHIBIT_NONCE - 1 ? count : EXHIBIT_NONCE - 1;
  for (; length > 0; length--) {
    if (copier_equal(bytes + count - length, (const char *)exhibit_capture.nonce, length)) return length;
  }
  return 0;
}

EXHIBIT_COPIER static void acknowledge(struct copier_stream *stream) {
  _Atomic uint32_t *word = &exhibit_capture.shared->acknowledged[stream->index];
  atomic_fetch_add(word, 1);
  copier_wake(word);
}

EXHIBIT_COPIER static void take_mark(struct copier_stream *stream, char kind, const char *bytes, size_t count) {
  if ((kind == exhibit_mark_end || kind == exhibit_mark_start) && stream->in_test) {
    if (stream->has_xctest_lines) copier_filter_end(stream, true);
    copier_end(stream);
  }
  switch (kind) {
    case exhibit_mark_part:
    case exhibit_mark_start:
      if (count > sizeof stream->fields - stream->field_count) {
        stream->fields_overflow = true;
      } else {
        copier_copy(stream->fields + stream->field_count, bytes, count);
        stream->field_count += count;
      }
      if (kind == exhibit_mark_start) copier_begin(stream);
      break;
    case exhibit_mark_end:
      // What is left of a start that did not get through whole.
      stream->field_count = 0;
      stream->fields_overflow = false;
      break;
    case exhibit_mark_acknowledge: acknowledge(stream); break;
    case exhibit_mark_unflushed: copier_keep(stream, bytes, count); break;
    default: break;
  }
}

/// Deals with the marks at the position and finds the bytes behind them that are none. Returns whether there are any.
EXHIBIT_COPIER static bool find_segment(struct copier_stream *stream) {
  while (stream->position < stream->have) {
    const char *bytes = stream->buffer + stream->position;
    size_t left = stream->have - stream->position;
    size_t index = find_nonce(bytes, left);
    if (index == left && stream->is_full) index -= partial_nonce(bytes, left);
    if (index > 0) {
      stream->segment = stream->position + index;
      return true;
    }
    if (left < EXHIBIT_MARK) return false;
    size_t count = (size_t)(unsigned char)bytes[18] | (size_t)(unsigned char)bytes[19] << 8;
    if (left < EXHIBIT_MARK + count) return false;
    take_mark(stream, bytes[16], bytes + EXHIBIT_MARK, count);
    stream->position += EXHIBIT_MARK + count;
  }
  return false;
}

EXHIBIT_COPIER static void close_stream(struct copier_stream *stream) {
  if (stream->in_test) {
    if (stream->has_xctest_lines) copier_filter_end(stream, false);
    copier_end(stream);
  }
  copier_close_file(stream, &stream->outside);
  // Whoever started the process may wait for the end of the stream before it asks for that of the process.
  copier_tell_end(false);
  copier_close(stream->reader);
  copier_close(stream->console);
  if (exhibit_capture.diagnostics == stream->console) exhibit_capture.diagnostics = -1;
  stream->reader = stream->console = -1;
}

/// The console takes no more. The pipe is closed, so that whoever writes into it is told what it would be told without
/// us: SIGPIPE.
EXHIBIT_COPIER static void break_stream(struct copier_stream *stream) {
  atomic_store(&exhibit_capture.shared->broken[stream->index], 1);
  acknowledge(stream);
  close_stream(stream);
}

/// Passes on what is in the buffer, as far as the console takes it, and keeps what it took.
EXHIBIT_COPIER static void pass_on(struct copier_stream *stream) {
  while (stream->position < stream->segment || find_segment(stream)) {
    long written =
        copier_write(stream->console, stream->buffer + stream->position, stream->segment - stream->position);
    if (written < 0 && errno == EAGAIN) {
      stream->is_blocked = true;
      return;
    }
    if (written < 0) {
      break_stream(stream);
      return;
    }
    copier_keep(stream, stream->buffer + stream->position, (size_t)written);
    stream->position += (size_t)written;
  }
  stream->have -= stream->position;
  copier_shift(stream->buffer, stream->buffer + stream->position, stream->have);
  stream->position = stream->segment = 0;
}

EXHIBIT_COPIER static void take_in(struct copier_stream *stream) {
  size_t room = sizeof stream->buffer - stream->have;
  long count = copier_read(stream->reader, stream->buffer + stream->have, room);
  if (count < 0 && errno == EAGAIN) return;
  if (count <= 0) {
    close_stream(stream);
    return;
  }
  stream->is_full = (size_t)count == room;
  stream->have += (size_t)count;
  pass_on(stream);
}

EXHIBIT_COPIER static void copy_all(void) {
  while (true) {
    struct pollfd polls[3];
    struct copier_stream *polled[2];
    unsigned count = 0;
    bool is_waiting_for_rest = false;
    for (int i = 0; i < exhibit_capture.count; i++) {
      struct copier_stream *stream = &streams[i];
      if (stream->reader < 0) continue;
      polls[count].fd = stream->is_blocked ? stream->console : stream->reader;
      polls[count].events = stream->is_blocked ? POLLOUT : POLLIN;
      polls[count].revents = 0;
      polled[count++] = stream;
      if (!stream->is_blocked && stream->have > 0) is_waiting_for_rest = true;
    }
    if (count == 0) return;
    // Children may have the streams for longer than the process lives.
    int process = copier_process();
    if (process >= 0) polls[count] = (struct pollfd){process, POLLIN, 0};
    // The rest of a mark is in the pipe already; if none comes, it was none.
    long ready = copier_poll(polls, count + (process >= 0), is_waiting_for_rest ? 50 : -1);
    bool is_dead = process >= 0 && ready > 0 && polls[count].revents != 0;
    for (unsigned i = 0; i < count; i++) {
      struct copier_stream *stream = polled[i];
      if (polls[i].revents != 0 && ready > 0) {
        if (!stream->is_blocked) {
          take_in(stream);
        } else {
          stream->is_blocked = false;
          pass_on(stream);
        }
      } else if (ready == 0 && !stream->is_blocked && stream->have > 0 && stream->is_full) {
        stream->is_full = false;
        pass_on(stream);
      }
    }
    if (is_dead) copier_tell_end(true);
  }
}

/// Opens the console anew, so that writing to it does not wait; the flag on the descriptor that was handed down would
/// count for everyone who has it.
EXHIBIT_COPIER static int open_console(int descriptor) {
  char path[64];
  struct copier_text text = {path, 0, sizeof path};
  copier_text_append(&text, "/proc/self/fd/");
  copier_text_integer(&text, (uint64_t)descriptor, 1);
  int own = copier_open(path, O_WRONLY | O_NONBLOCK);
  return own >= 0 ? own : descriptor;
}

EXHIBIT_COPIER void exhibit_copier_run(void) {
  syscall(SYS_setsid);
  syscall(SYS_prctl, PR_SET_NAME, "exhibit-output", 0, 0, 0);
  syscall(SYS_chdir, "/");
  copier_close_others();
  for (int i = 0; i < exhibit_capture.count; i++) {
    struct exhibit_capture_stream *from = &exhibit_capture.streams[i];
    struct copier_stream *stream = &streams[i];
    stream->name = from->name;
    stream->index = i;
    stream->reader = from->reader;
    stream->console = open_console(from->console);
    stream->has_xctest_lines = from->standard == STDOUT_FILENO;
    stream->kept.descriptor = stream->outside.descriptor = -1;
    if (stream->console != from->console) copier_close(from->console);
    if (from->standard == STDERR_FILENO || from->is_both) {
      // Nobody but the stream itself must keep its console open.
      copier_close(exhibit_capture.diagnostics);
      exhibit_capture.diagnostics = stream->console;
    }
  }
  copy_all();
  atomic_store(&exhibit_capture.shared->ended, 1);
  copier_wake(&exhibit_capture.shared->ended);
  while (true) syscall(SYS_exit_group, 0);
}

#endif
