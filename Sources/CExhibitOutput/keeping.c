#include "copier.h"

#include <sys/mman.h>
#include <sys/stat.h>

#if defined(__linux__)

/// A flag of `renameat2` that not every C library names.
#define COPIER_RENAME_NOREPLACE 1

/// Makes a directory and those above it that are missing. Returns 0, or why the first that is missing cannot be made.
EXHIBIT_COPIER static int make_directories(const char *path) {
  char part[COPIER_PATH];
  size_t count = copier_length(path);
  if (count >= sizeof part) return ENAMETOOLONG;
  int code = 0;
  for (size_t i = 1; i <= count; i++) {
    if (i < count && path[i] != '/') continue;
    copier_copy(part, path, i);
    part[i] = 0;
    bool is_there = syscall(SYS_mkdirat, AT_FDCWD, part, 0777) == 0 || errno == EEXIST;
    // What follows the first that cannot be made fails for want of it.
    if (is_there) code = 0;
    else if (code == 0) code = errno;
  }
  return code;
}

EXHIBIT_COPIER void copier_make_parents(const char *path) {
  char parent[COPIER_PATH];
  size_t count = copier_length(path);
  while (count > 0 && path[count - 1] != '/') count--;
  if (count < 2 || count > sizeof parent) return;
  copier_copy(parent, path, count - 1);
  parent[count - 1] = 0;
  make_directories(parent);
}

EXHIBIT_COPIER static void set_path(struct copier_file *file, const char *directory, const char *name) {
  struct copier_text text = {file->path, 0, sizeof file->path};
  copier_text_append(&text, directory);
  copier_text_append(&text, "/");
  copier_text_append(&text, name);
}

/// Opens the file for the first byte that goes into it.
EXHIBIT_COPIER static void open_file(struct copier_stream *stream, struct copier_file *file) {
  static uint64_t number;
  char name[64];
  struct copier_text text = {name, 0, sizeof name};
  const char *directory;
  int flags = O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK;
  if (file == &stream->outside) {
    directory = exhibit_capture.outside_directory;
    copier_text_append(&text, stream->name);
    copier_text_append(&text, ".txt");
    flags |= O_APPEND;
  } else {
    // No artifact's name begins with a dot, and another process has another number.
    directory = stream->test.directory;
    copier_text_append(&text, ".partial-");
    copier_text_integer(&text, (uint64_t)syscall(SYS_getpid), 1);
    copier_text_append(&text, "-");
    copier_text_integer(&text, ++number, 1);
    flags |= O_EXCL;
  }
  if (copier_length(directory) + 64 > sizeof file->path) {
    file->error = ENAMETOOLONG;
  } else {
    set_path(file, directory, name);
    file->descriptor = copier_open(file->path, flags);
    int code = file->descriptor < 0 ? errno : 0;
    if (code == ENOENT) {
      code = make_directories(directory);
      if (code == 0) file->descriptor = copier_open(file->path, flags);
      if (code == 0 && file->descriptor < 0) code = errno;
    }
    file->error = code;
  }
  if (file->error) copier_complain("output is not kept: ", directory, file->error);
}

EXHIBIT_COPIER static void write_file(struct copier_file *file, const char *bytes, size_t count) {
  while (count > 0 && !file->error) {
    long written = copier_write(file->descriptor, bytes, count);
    if (written <= 0) {
      file->error = written < 0 ? errno : ENOSPC;
      copier_complain("output is not kept in full: ", file->path, file->error);
      break;
    }
    file->count += (uint64_t)written;
    bytes += written;
    count -= (size_t)written;
  }
  file->cut += count;
}

/// A file, and the stream that it keeps.
struct destination {
  struct copier_stream *stream;
  struct copier_file *file;
};

EXHIBIT_COPIER static bool is_removed(int descriptor) {
  struct stat status;
  return fstat(descriptor, &status) == 0 && status.st_nlink == 0;
}

EXHIBIT_COPIER static bool put(void *context, const void *bytes, size_t count) {
  struct copier_stream *stream = ((struct destination *)context)->stream;
  struct copier_file *file = ((struct destination *)context)->file;
  if (file == &stream->outside && file->descriptor >= 0 && is_removed(file->descriptor)) {
    copier_close(file->descriptor);
    file->descriptor = -1;
  }
  if (file->descriptor < 0 && !file->error) open_file(stream, file);
  uint64_t room = exhibit_capture.limit > file->count ? exhibit_capture.limit - file->count : 0;
  size_t fitting = count < room ? count : (size_t)room;
  // What was left out once is the end: bytes behind a gap would read as if there was none.
  if (file->cut > 0) fitting = 0;
  file->cut += count - fitting;
  write_file(file, bytes, fitting);
  return true;
}

EXHIBIT_COPIER static void begin_redaction(struct copier_file *file) {
  if (!file->redaction) {
    long memory = syscall(
        SYS_mmap, NULL, exhibit_stream_size(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == -1) return;
    file->redaction = (exhibit_stream *)memory;
  }
  exhibit_stream_begin(file->redaction, "[redacted]", false);
  file->is_redacting = true;
}

// Everything that gets into a file of a test or of the process comes through here, and nothing else does.
EXHIBIT_COPIER void copier_store(
    struct copier_stream *stream, struct copier_file *file, const char *bytes, size_t count) {
  if (count == 0) return;
  if (atomic_load(exhibit_capture.is_muzzled)) {
    file->cut += count;
    return;
  }
  struct destination destination = {stream, file};
  const exhibit_rules *rules = exhibit_rules_board_take(exhibit_capture.rules);
  if (rules && !file->is_redacting) begin_redaction(file);
  if (file->is_redacting) {
    exhibit_stream_feed(file->redaction, rules, bytes, count, put, &destination);
  } else if (rules) {
    // Without memory nothing is better than a secret.
    file->cut += count;
  } else {
    put(&destination, bytes, count);
  }
  exhibit_rules_board_hand_back(exhibit_capture.rules, rules);
}

EXHIBIT_COPIER bool copier_close_file(struct copier_stream *stream, struct copier_file *file) {
  if (file->is_redacting) {
    struct destination destination = {stream, file};
    const exhibit_rules *rules = exhibit_rules_board_take(exhibit_capture.rules);
    exhibit_stream_flush(file->redaction, rules, put, &destination);
    exhibit_rules_board_hand_back(exhibit_capture.rules, rules);
    file->is_redacting = false;
  }
  if (file->descriptor < 0) return false;
  if (file->cut > 0) {
    char line[160];
    struct copier_text text = {line, 0, sizeof line};
    copier_text_append(&text, "\n[exhibit: ");
    copier_text_integer(&text, file->cut, 1);
    if (file->error) {
      copier_text_append(&text, " more bytes could not be kept: ");
      copier_text_append(&text, copier_error(file->error));
    } else {
      copier_text_append(&text, " more bytes were not kept, the limit is ");
      copier_text_integer(&text, exhibit_capture.limit, 1);
    }
    copier_text_append(&text, "]\n");
    long written = copier_write(file->descriptor, line, text.count);
    if (written > 0) file->count += (uint64_t)written;
  }
  copier_close(file->descriptor);
  file->descriptor = -1;
  return true;
}

EXHIBIT_COPIER static int rename_new(const char *from, const char *to) {
  if (syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, COPIER_RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return errno;
  if (syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0) != 0) return errno;
  syscall(SYS_unlinkat, AT_FDCWD, from, 0);
  return 0;
}

/// Gives the file of the test its name, the next one that is free, and lists it.
EXHIBIT_COPIER static void complete(struct copier_stream *stream) {
  struct copier_file *file = &stream->kept;
  if (!copier_close_file(stream, file)) {
    if (file->error && stream->test.directory[0]) copier_lose(stream, stream->test.directory, file->error);
    return;
  }
  if (file->error) copier_lose(stream, file->path, file->error);
  for (uint64_t number = 1; number < 100000; number++) {
    char name[64];
    char path[COPIER_PATH];
    struct copier_text text = {name, 0, sizeof name};
    copier_text_append(&text, stream->name);
    if (number > 1) {
      copier_text_append(&text, "-");
      copier_text_integer(&text, number, 1);
    }
    copier_text_append(&text, ".txt");
    struct copier_text full = {path, 0, sizeof path};
    copier_text_append(&full, stream->test.directory);
    copier_text_append(&full, "/");
    copier_text_append(&full, name);
    int code = rename_new(file->path, path);
    if (code == EEXIST) continue;
    if (code == 0) {
      copier_list(stream, name);
    } else {
      copier_complain("output is not kept: ", path, code);
      copier_lose(stream, path, code);
    }
    return;
  }
}

EXHIBIT_COPIER static const char *next_field(struct copier_stream *stream, size_t *position) {
  const char *field = stream->fields + *position;
  size_t count = copier_index(field, stream->field_count - *position, 0);
  *position += count + 1;
  return field;
}

EXHIBIT_COPIER void copier_begin(struct copier_stream *stream) {
  copier_end(stream);
  size_t count = stream->field_count;
  bool is_whole = !stream->fields_overflow && count > 0 && stream->fields[count - 1] == 0;
  size_t position = 0, fields = 0;
  for (size_t i = 0; is_whole && i < count; i++) fields += stream->fields[i] == 0;
  if (is_whole && fields == 5) {
    stream->test.directory = next_field(stream, &position);
    stream->test.recorded_directory = next_field(stream, &position);
    stream->test.id = next_field(stream, &position);
    stream->test.attempt = next_field(stream, &position);
    stream->test.console_name = next_field(stream, &position);
    struct copier_lines *lines = &stream->lines;
    struct copier_text head = {lines->head, 0, sizeof lines->head};
    copier_text_append(&head, "Test Case '");
    copier_text_append(&head, stream->test.console_name);
    copier_text_append(&head, "' ");
    lines->head_count = head.count;
    lines->held_count = 0;
    lines->awaits_start = head.count + 64 <= COPIER_LINE;
    stream->kept.descriptor = -1;
    stream->kept.count = stream->kept.cut = 0;
    // Without a directory, of which the process has told, nothing is tried.
    stream->kept.error = stream->test.directory[0] ? 0 : ENOENT;
    stream->in_test = true;
  }
  stream->field_count = 0;
  stream->fields_overflow = false;
}

EXHIBIT_COPIER void copier_end(struct copier_stream *stream) {
  if (!stream->in_test) return;
  stream->in_test = false;
  complete(stream);
}

EXHIBIT_COPIER void copier_keep(struct copier_stream *stream, const char *bytes, size_t count) {
  if (!stream->in_test) {
    copier_store(stream, &stream->outside, bytes, count);
  } else if (stream->has_xctest_lines) {
    copier_filter(stream, bytes, count);
  } else {
    copier_store(stream, &stream->kept, bytes, count);
  }
}

#endif
