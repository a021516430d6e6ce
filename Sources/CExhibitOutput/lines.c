#include "copier.h"

#include "CExhibitRecord.h"

#if defined(__linux__)

#include <sys/file.h>
#include <sys/stat.h>

/// The copier's event file; it is made for the first line that goes into it.
static int record = -1;
static bool is_record_broken;
static uint64_t sequence;
static char line[COPIER_FIELDS + (16 << 10)];

EXHIBIT_COPIER void copier_text_append(struct copier_text *text, const char *more) {
  size_t count = copier_length(more);
  size_t room = text->capacity - text->count - 1;
  if (count > room) count = room;
  copier_copy(text->bytes + text->count, more, count);
  text->count += count;
  text->bytes[text->count] = 0;
}

EXHIBIT_COPIER void copier_text_integer(struct copier_text *text, uint64_t value, int digits) {
  char number[24];
  int index = sizeof number - 1;
  number[index] = 0;
  while (value > 0 || digits > 0) {
    number[--index] = (char)('0' + value % 10);
    value /= 10;
    digits--;
  }
  copier_text_append(text, number + index);
}

EXHIBIT_COPIER const char *copier_error(int code) {
  switch (code) {
    case ENOSPC: return "No space left on device";
    case EDQUOT: return "Disk quota exceeded";
    case EACCES: return "Permission denied";
    case EROFS: return "Read-only file system";
    case ENOENT: return "No such file or directory";
    case ENOTDIR: return "Not a directory";
    case EIO: return "Input/output error";
    case EFBIG: return "File too large";
    case EMFILE: return "Too many open files";
    case ENAMETOOLONG: return "File name too long";
    case ELOOP: return "Too many levels of symbolic links";
    default: return "the system refuses";
  }
}

EXHIBIT_COPIER static void append_instant(struct copier_text *text) {
  struct timespec time = {0, 0};
  syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &time);
  copier_text_append(text, "\"instant\":{\"absolute\":");
  copier_text_integer(text, (uint64_t)time.tv_sec, 1);
  copier_text_append(text, ".");
  copier_text_integer(text, (uint64_t)time.tv_nsec, 9);
  syscall(SYS_clock_gettime, CLOCK_REALTIME, &time);
  copier_text_append(text, ",\"since1970\":");
  copier_text_integer(text, (uint64_t)time.tv_sec, 1);
  copier_text_append(text, ".");
  copier_text_integer(text, (uint64_t)time.tv_nsec / 1000, 6);
  copier_text_append(text, "}");
}

/// A text as a JSON string; of it only what a path may hold that came through our own naming needs to be legible.
EXHIBIT_COPIER static void append_string(struct copier_text *text, const char *value) {
  copier_text_append(text, "\"");
  for (; *value; value++) {
    char character[3] = {*value, 0, 0};
    if (*value == '"' || *value == '\\') {
      character[0] = '\\';
      character[1] = *value;
    } else if ((unsigned char)*value < 0x20) {
      character[0] = '?';
    }
    copier_text_append(text, character);
  }
  copier_text_append(text, "\"");
}

EXHIBIT_COPIER static void write_line(struct copier_text *text) {
  long written = copier_write(record, text->bytes, text->count);
  if (written == (long)text->count) sequence++;
  else is_record_broken = true;
}

EXHIBIT_COPIER static bool open_record(void) {
  if (is_record_broken) return false;
  if (record >= 0) {
    struct stat status;
    if (fstat(record, &status) != 0 || status.st_nlink > 0) return true;
    // Somebody has cleared the artifacts away, and with them what the lines before were about.
    copier_close(record);
    copier_make_parents(exhibit_capture.events_path);
    sequence = 0;
  }
  record = copier_open(exhibit_capture.events_path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_NOFOLLOW);
  if (record < 0) {
    is_record_broken = true;
    return false;
  }
  bool is_locked = syscall(SYS_flock, record, LOCK_EX | LOCK_NB) == 0;
  struct copier_text text = {line, 0, sizeof line};
  copier_text_append(&text, "{\"version\":\"6.3.0\",\"kind\":\"exhibitProcess\",\"payload\":{");
  append_instant(&text);
  copier_text_append(&text, ",\"exhibit\":{\"sequence\":0,");
  copier_text_append(&text, exhibit_capture.header);
  copier_text_append(&text, ",\"pid\":");
  copier_text_integer(&text, (uint64_t)syscall(SYS_getpid), 1);
  copier_text_append(&text, is_locked ? ",\"locked\":true}}}\n" : ",\"locked\":false}}}\n");
  write_line(&text);
  return !is_record_broken;
}

EXHIBIT_COPIER static void begin_event(struct copier_text *text, const char *kind) {
  copier_text_append(text, "{\"version\":\"6.3.0\",\"kind\":\"event\",\"payload\":{\"kind\":\"");
  copier_text_append(text, kind);
  copier_text_append(text, "\",");
  append_instant(text);
  copier_text_append(text, ",\"messages\":[");
}

EXHIBIT_COPIER static void append_message(
    struct copier_text *text, const char *what, const char *path, int code) {
  char message[COPIER_PATH + 128];
  struct copier_text parts = {message, 0, sizeof message};
  copier_text_append(&parts, what);
  copier_text_append(&parts, path);
  copier_text_append(&parts, ": ");
  copier_text_append(&parts, copier_error(code));
  copier_text_append(text, "{\"symbol\":\"warning\",\"text\":");
  append_string(text, message);
  copier_text_append(text, "}");
}

EXHIBIT_COPIER static void append_sequence(struct copier_text *text) {
  copier_text_append(text, ",\"exhibit\":{\"sequence\":");
  copier_text_integer(text, sequence, 1);
}

EXHIBIT_COPIER static void append_attempt(struct copier_text *text, struct copier_stream *stream) {
  append_sequence(text);
  copier_text_append(text, ",\"attempt\":");
  copier_text_append(text, stream->test.attempt);
}

EXHIBIT_COPIER void copier_list(struct copier_stream *stream, const char *name) {
  if (!open_record()) return;
  struct copier_text text = {line, 0, sizeof line};
  begin_event(&text, "valueAttached");
  copier_text_append(&text, "],\"testID\":");
  copier_text_append(&text, stream->test.id);
  copier_text_append(&text, ",\"attachment\":{\"path\":");
  // The directory is JSON without its last quote.
  copier_text_append(&text, stream->test.recorded_directory);
  copier_text_append(&text, "/");
  copier_text_append(&text, name);
  copier_text_append(&text, "\"}");
  append_attempt(&text, stream);
  copier_text_append(&text, ",\"description\":\"");
  copier_text_append(&text, name);
  copier_text_append(&text, "\",\"contentType\":\"text/plain\",\"bytes\":");
  copier_text_integer(&text, stream->kept.count, 1);
  if (stream->kept.cut > 0) {
    copier_text_append(&text, ",\"cutBytes\":");
    copier_text_integer(&text, stream->kept.cut, 1);
  }
  copier_text_append(&text, "}}}\n");
  write_line(&text);
}

EXHIBIT_COPIER void copier_lose(struct copier_stream *stream, const char *path, int code) {
  if (!open_record()) return;
  struct copier_text text = {line, 0, sizeof line};
  begin_event(&text, "exhibitArtifactLost");
  append_message(&text, "output was not kept: ", path, code);
  copier_text_append(&text, "],\"testID\":");
  copier_text_append(&text, stream->test.id);
  append_attempt(&text, stream);
  copier_text_append(&text, "}}}\n");
  write_line(&text);
}

EXHIBIT_COPIER _Atomic uint32_t *exhibit_said(int code) {
  if (!exhibit_capture.shared || code <= 0 || code >= EXHIBIT_ERRORS) return NULL;
  // A full quota is a full disk.
  return &exhibit_capture.shared->said[code == EDQUOT ? ENOSPC : code];
}

EXHIBIT_COPIER void copier_record_end(int status) {
  if (!open_record()) return;
  struct copier_text text = {line, 0, sizeof line};
  begin_event(&text, "exhibitProcessEnded");
  copier_text_append(&text, "]");
  append_sequence(&text);
  int signal = status & 0x7F;
  if (signal != 0) {
    char name[EXHIBIT_SIGNAL_NAME_BYTES];
    exhibit_signal_name(signal, name);
    copier_text_append(&text, ",\"signal\":");
    copier_text_integer(&text, (uint64_t)signal, 1);
    copier_text_append(&text, ",\"signalName\":\"");
    copier_text_append(&text, name);
    copier_text_append(&text, "\"");
  } else {
    copier_text_append(&text, ",\"exitStatus\":");
    copier_text_integer(&text, (uint64_t)(status >> 8 & 0xFF), 1);
  }
  copier_text_append(&text, "}}}\n");
  write_line(&text);
}

EXHIBIT_COPIER void copier_complain(const char *what, const char *path, int code) {
  static bool has_complained;
  if (has_complained) return;
  has_complained = true;
  char said[COPIER_PATH + 128];
  struct copier_text console = {said, 0, sizeof said};
  copier_text_append(&console, "exhibit: ");
  copier_text_append(&console, what);
  copier_text_append(&console, path);
  copier_text_append(&console, ": ");
  copier_text_append(&console, copier_error(code));
  copier_text_append(&console, "\n");
  _Atomic uint32_t *said_before = exhibit_said(code);
  if (!said_before || atomic_exchange(said_before, 1) == 0) {
    copier_write(exhibit_capture.diagnostics, said, console.count);
  }
  if (!open_record()) return;
  struct copier_text text = {line, 0, sizeof line};
  begin_event(&text, "exhibitDiagnostic");
  append_message(&text, what, path, code);
  copier_text_append(&text, "]");
  append_sequence(&text);
  copier_text_append(&text, "}}}\n");
  write_line(&text);
}

#endif
