#include "CExhibitRecord.h"
#include "lines.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct exhibit_record_state {
  pthread_mutex_t lock;
  exhibit_file file;
  exhibit_buffer line;
  // The number of the next line, which a signal handler may take too.
  int64_t sequence;
  bool is_torn;
  // Whether the line that is being put together follows another, with nothing of a test in between.
  bool follows;
  exhibit_room room;
  char path[];
};

exhibit_record exhibit_record_open(const char *path) {
  exhibit_record record = {NULL};
  size_t size = strlen(path) + 1;
  struct exhibit_record_state *state = calloc(1, sizeof *state + size);
  if (!state) return record;
  memcpy(state->path, path, size);
  if (exhibit_file_open(&state->file, path, true) != 0) {
    int code = errno;
    free(state);
    errno = code;
    return record;
  }
  pthread_mutex_init(&state->lock, NULL);
  state->room = exhibit_room_begin();
  record.state = state;
  return record;
}

int exhibit_record_lock(exhibit_record record) { return exhibit_file_lock(&record.state->file); }

void exhibit_record_tell_signals(exhibit_record record) {
  exhibit_tell_signals(&record.state->file, record.state->path, &record.state->sequence);
}

void exhibit_record_trim(exhibit_record record) {
  pthread_mutex_lock(&record.state->lock);
  // Truncating takes longer than all lines of a process with one test.
  bool needs_trim = exhibit_room_needs_trim(&record.state->room, &record.state->file);
  record.state->room.state = EXHIBIT_ROOM_UNKEPT;
  if (needs_trim) exhibit_file_trim(&record.state->file);
  pthread_mutex_unlock(&record.state->lock);
}

bool exhibit_record_is_moved(exhibit_record record) {
  struct exhibit_record_state *state = record.state;
  pthread_mutex_lock(&state->lock);
  bool is_moved = exhibit_file_is_moved(&state->file, state->path);
  pthread_mutex_unlock(&state->lock);
  return is_moved;
}

void exhibit_record_close(exhibit_record record) {
  exhibit_file_close(&record.state->file);
  exhibit_buffer_free(&record.state->line);
  pthread_mutex_destroy(&record.state->lock);
  free(record.state);
}

void exhibit_record_set_rules(exhibit_record record, const exhibit_rules *rules) {
  pthread_mutex_lock(&record.state->lock);
  record.state->line.rules = rules;
  pthread_mutex_unlock(&record.state->lock);
}

exhibit_buffer *exhibit_record_begin(exhibit_record record) {
  if (exhibit_is_fork_child()) return NULL;
  struct exhibit_record_state *state = record.state;
  pthread_mutex_lock(&state->lock);
  state->line.count = 0;
  state->line.failed = false;
  state->follows = false;
  if (state->is_torn) exhibit_buffer_append(&state->line, "\n", 1);
  return &state->line;
}

void exhibit_line_string(exhibit_buffer *line, exhibit_text text) {
  if (!line->rules) {
    exhibit_line_verbatim(line, text);
    return;
  }
  static const char replacement[] = "[redacted]";
  char *result;
  ptrdiff_t count = exhibit_redact(line->rules, text.bytes, text.count, replacement, &result);
  // Without memory nothing is better than a secret.
  if (count == -2) text = (exhibit_text){replacement, sizeof replacement - 1};
  if (count >= 0) text = (exhibit_text){result, (size_t)count};
  exhibit_line_verbatim(line, text);
  free(result);
}

void exhibit_line_path(exhibit_buffer *line, exhibit_text text) {
  if (text.count > 0 && text.bytes[0] == '/') {
    exhibit_line_string(line, text);
  } else {
    exhibit_line_verbatim(line, text);
  }
}

void exhibit_line_verbatim(exhibit_buffer *line, exhibit_text text) {
  if (text.is_plain && text.count < EXHIBIT_TEXT_BYTES && line->capacity - line->count >= text.count + 2) {
    char *out = line->bytes + line->count;
    *out = '"';
    memcpy(out + 1, text.bytes, text.count);
    out[text.count + 1] = '"';
    line->count += text.count + 2;
    return;
  }
  // The reserve is for what is not text.
  size_t reserve = 8 << 10;
  size_t room = line->count + reserve < EXHIBIT_LINE_BYTES ? EXHIBIT_LINE_BYTES - reserve - line->count : 0;
  exhibit_buffer_json_string(line, text.bytes, text.count, EXHIBIT_TEXT_BYTES, room);
}

// The whole seconds that a clock showed last, as text: most lines have those of the line before.
typedef struct seconds_text {
  int64_t seconds;
  size_t count;
  char bytes[24];
} seconds_text;

static void append_time(exhibit_buffer *line, int64_t nanoseconds, int decimals, seconds_text *last) {
  if (nanoseconds < 0) return exhibit_buffer_seconds(line, nanoseconds, decimals);
  int64_t seconds = nanoseconds / 1000000000;
  if (last->count == 0 || last->seconds != seconds) {
    exhibit_buffer text = exhibit_buffer_on(last->bytes, sizeof last->bytes);
    exhibit_buffer_integer(&text, seconds);
    last->seconds = seconds;
    last->count = text.count;
  }
  exhibit_buffer_append(line, last->bytes, last->count);
  exhibit_buffer_fraction(line, nanoseconds % 1000000000, decimals);
}

void exhibit_line_event(exhibit_buffer *line, const void *kind, size_t count) {
  // Of this thread, so that nobody has to wait for anybody.
  static _Thread_local seconds_text absolute, wall;
  LITERAL(line, "{\"version\":\"6.3.0\",\"kind\":\"event\",\"payload\":{\"kind\":\"");
  exhibit_buffer_append(line, kind, count);
  LITERAL(line, "\",\"instant\":{\"absolute\":");
  append_time(line, exhibit_monotonic_nanoseconds(), 9, &absolute);
  LITERAL(line, ",\"since1970\":");
  append_time(line, exhibit_wall_nanoseconds(), 6, &wall);
  LITERAL(line, "},\"messages\":[");
}

void exhibit_record_number(exhibit_record record) {
  LITERAL(&record.state->line, ",\"exhibit\":{\"sequence\":");
  // A line that is lost leaves a gap in the numbers, which readers see.
  exhibit_buffer_integer(&record.state->line, exhibit_next_sequence(&record.state->sequence));
}

static const char *reason_of(int code) {
  switch (code) {
    case ENOSPC: return "No space left on device";
    case EDQUOT: return "Disk quota exceeded";
    case EFBIG: return "File too large";
    case EIO: return "Input/output error";
    default: return "nothing more could be written";
  }
}

// Says, in the room that was kept for that, why the record stops here.
static void write_last_line(struct exhibit_record_state *state, int code) {
  char bytes[EXHIBIT_LAST_LINE_BYTES];
  exhibit_buffer line = exhibit_buffer_on(bytes, sizeof bytes);
  if (state->is_torn) LITERAL(&line, "\n");
  exhibit_line_event(&line, "exhibitRecordStopped", strlen("exhibitRecordStopped"));
  LITERAL(&line, "],\"exhibit\":{\"sequence\":");
  exhibit_buffer_integer(&line, exhibit_next_sequence(&state->sequence));
  LITERAL(&line, ",\"reason\":\"");
  const char *reason = reason_of(code);
  exhibit_buffer_append(&line, reason, strlen(reason));
  LITERAL(&line, "\"}}}\n");
  ssize_t count = exhibit_file_write(&state->file, state->path, line.bytes, line.count);
  if (count <= 0) return;
  state->is_torn = (size_t)count != line.count &&
                   exhibit_file_cut(&state->file, state->file.size - (int64_t)count) != 0;
}

// Deals with a line that could not be written. Returns why.
static int give_up(struct exhibit_record_state *state, int code) {
  if (exhibit_room_take_last(&state->room, code, &state->file)) write_last_line(state, code);
  return code;
}

// Deals with a line of which so many bytes are written: the rest follows, or it is taken back. Returns what became of it.
static int finish_line(struct exhibit_record_state *state, size_t count) {
  const exhibit_buffer *line = &state->line;
  int64_t start = state->file.size - (int64_t)count;
  // The second time the system says why.
  ssize_t more = exhibit_file_continue(&state->file, line->bytes + count, line->count - count);
  int code = more < 0 ? errno : ENOSPC;
  if (more > 0 && count + (size_t)more == line->count) return EXHIBIT_WRITTEN;
  if (exhibit_file_cut(&state->file, start) == 0) {
    exhibit_room_cut(&state->room);
  } else {
    state->is_torn = true;
  }
  return give_up(state, code);
}

static void append_padding(struct exhibit_record_state *state) {
  size_t count = exhibit_room_padding(&state->room, state->line.count, &state->file);
  if (count == 0) return;
  char empty[EXHIBIT_LAST_LINE_BYTES];
  memset(empty, '\n', count);
  exhibit_buffer_append(&state->line, empty, count);
}

static int write_line(struct exhibit_record_state *state) {
  exhibit_buffer *line = &state->line;
  if (line->failed || line->count > EXHIBIT_LINE_BYTES) return EXHIBIT_TOO_LONG;
  int refusal = exhibit_room_make(&state->room, line->count, &state->file);
  if (refusal != 0) return give_up(state, refusal);
  append_padding(state);
  if (line->failed) return EXHIBIT_TOO_LONG;
  bool is_restored = false;
  ssize_t count = state->follows
                      ? exhibit_file_continue(&state->file, line->bytes, line->count)
                      : exhibit_file_append(&state->file, state->path, line->bytes, line->count, &is_restored);
  if (count < 0) return give_up(state, errno);
  if ((size_t)count != line->count) {
    int result = finish_line(state, (size_t)count);
    if (result != EXHIBIT_WRITTEN) return result;
  }
  exhibit_room_used(&state->room, is_restored);
  state->is_torn = false;
  return is_restored ? EXHIBIT_RESTORED : EXHIBIT_WRITTEN;
}

int exhibit_record_end(exhibit_record record) {
  struct exhibit_record_state *state = record.state;
  LITERAL(&state->line, "}}}\n");
  int result = write_line(state);
  pthread_mutex_unlock(&state->lock);
  return result;
}

int exhibit_record_test(exhibit_record record, exhibit_text id, exhibit_text name, exhibit_text module,
                        exhibit_text suite, const char *framework, bool follows) {
  exhibit_buffer *line = exhibit_record_begin(record);
  if (!line) return EXHIBIT_WRITTEN;
  LITERAL(line, "{\"version\":\"6.3.0\",\"kind\":\"test\",\"payload\":{\"kind\":\"function\",\"name\":");
  exhibit_line_string(line, name);
  LITERAL(line, ",\"id\":");
  exhibit_line_verbatim(line, id);
  LITERAL(line, ",\"isParameterized\":false,\"sourceLocation\":{\"filePath\":\"\",\"line\":1,\"column\":1}");
  exhibit_record_number(record);
  LITERAL(line, ",\"framework\":\"");
  exhibit_buffer_append(line, framework, strlen(framework));
  LITERAL(line, "\",\"module\":");
  exhibit_line_string(line, module);
  LITERAL(line, ",\"suite\":");
  exhibit_line_string(line, suite);
  LITERAL(line, ",\"locationKnown\":false");
  record.state->follows = follows;
  return exhibit_record_end(record);
}

// Begins an event of a test that has no message; `details` are members of the payload, and stand before ours.
static exhibit_buffer *begin_event(exhibit_record record, const char *kind, exhibit_text id) {
  exhibit_buffer *line = exhibit_record_begin(record);
  if (!line) return NULL;
  exhibit_line_event(line, kind, strlen(kind));
  LITERAL(line, "],\"testID\":");
  exhibit_line_verbatim(line, id);
  return line;
}

static void append_attempt(exhibit_record record, int64_t attempt) {
  exhibit_record_number(record);
  LITERAL(&record.state->line, ",\"attempt\":");
  exhibit_buffer_integer(&record.state->line, attempt);
}

int exhibit_record_test_started(exhibit_record record, exhibit_text id, int64_t attempt, bool follows) {
  if (!begin_event(record, "testStarted", id)) return EXHIBIT_WRITTEN;
  append_attempt(record, attempt);
  record.state->follows = follows;
  return exhibit_record_end(record);
}

int exhibit_record_test_ended(exhibit_record record, exhibit_text id, int64_t attempt, const char *outcome,
                              int64_t nanoseconds, int64_t issues, exhibit_text path) {
  exhibit_buffer *line = begin_event(record, "testEnded", id);
  if (!line) return EXHIBIT_WRITTEN;
  append_attempt(record, attempt);
  LITERAL(line, ",\"outcome\":\"");
  exhibit_buffer_append(line, outcome, strlen(outcome));
  LITERAL(line, "\",\"durationNanoseconds\":");
  exhibit_buffer_integer(line, nanoseconds);
  LITERAL(line, ",\"issues\":");
  exhibit_buffer_integer(line, issues);
  if (path.bytes) {
    LITERAL(line, ",\"artifactPath\":");
    exhibit_line_path(line, path);
  }
  return exhibit_record_end(record);
}

int exhibit_record_directory(exhibit_record record, exhibit_text id, int64_t attempt, exhibit_text path, bool follows) {
  exhibit_buffer *line = begin_event(record, "exhibitDirectoryMade", id);
  if (!line) return EXHIBIT_WRITTEN;
  append_attempt(record, attempt);
  LITERAL(line, ",\"artifactPath\":");
  exhibit_line_path(line, path);
  record.state->follows = follows;
  return exhibit_record_end(record);
}

int exhibit_record_attachment(exhibit_record record, exhibit_text id, int64_t attempt, exhibit_text path,
                              exhibit_text description, exhibit_text content_type, int64_t bytes, bool holds_secret,
                              bool follows) {
  exhibit_buffer *line = begin_event(record, "valueAttached", id);
  if (!line) return EXHIBIT_WRITTEN;
  LITERAL(line, ",\"attachment\":{\"path\":");
  exhibit_line_path(line, path);
  LITERAL(line, "}");
  append_attempt(record, attempt);
  LITERAL(line, ",\"description\":");
  exhibit_line_string(line, description);
  LITERAL(line, ",\"contentType\":");
  exhibit_line_string(line, content_type);
  LITERAL(line, ",\"bytes\":");
  exhibit_buffer_integer(line, bytes);
  if (holds_secret) LITERAL(line, ",\"holdsSecret\":true");
  record.state->follows = follows;
  return exhibit_record_end(record);
}
