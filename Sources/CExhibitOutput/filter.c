#include "copier.h"

#if defined(__linux__)

// XCTest prints a line before and after each test, and flushes it. Its own observer does, and the order of observers is
// that of a hash table: these lines are sometimes inside and sometimes outside of what our observer marks. They are
// recognised by their place, directly behind the mark of the start and directly before that of the end, and by the
// test's name; then they go where what is outside of tests goes.

static const char start_words[] = "started at ";

/// How much of a text agrees with what is expected of the line about the start: -1 no, 0 so far, 1 all of it.
EXHIBIT_COPIER static int match_start(const struct copier_lines *lines, const char *bytes, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (i < lines->head_count) {
      if (bytes[i] != lines->head[i]) return -1;
    } else if (i < lines->head_count + sizeof start_words - 1) {
      if (bytes[i] != start_words[i - lines->head_count]) return -1;
    } else if (bytes[i] == '\n') {
      return i + 1 == count ? 1 : -1;
    }
  }
  return count < COPIER_LINE ? 0 : -1;
}

EXHIBIT_COPIER static bool is_in(char character, const char *set) {
  for (; *set; set++) {
    if (*set == character) return true;
  }
  return false;
}

/// The same for the line about the end: head, a word, and a time in parentheses.
EXHIBIT_COPIER static int match_end(const struct copier_lines *lines, const char *bytes, size_t count) {
  static const char *const words[] = {"passed (", "failed (", "skipped ("};
  static const char tail[] = " seconds)";
  size_t head = lines->head_count < count ? lines->head_count : count;
  if (!copier_equal(bytes, lines->head, head)) return -1;
  bytes += head;
  count -= head;
  if (count == 0) return 0;
  size_t word = 0;
  for (size_t i = 0; i < 3 && word == 0; i++) {
    size_t length = copier_length(words[i]);
    if (copier_equal(bytes, words[i], count < length ? count : length)) word = length;
  }
  if (word == 0) return -1;
  if (count <= word) return 0;
  size_t i = word;
  while (i < count && i < word + 32 && is_in(bytes[i], "0123456789.")) i++;
  for (size_t j = 0; j < sizeof tail - 1; i++, j++) {
    if (i == count) return 0;
    if (bytes[i] != tail[j]) return -1;
  }
  if (i < count && bytes[i] == '.') i++;
  if (i == count) return 0;
  return bytes[i] == '\n' && i + 1 == count ? 1 : -1;
}

/// Passes on what cannot belong to a line about the end, and holds the rest.
EXHIBIT_COPIER static void pass(struct copier_stream *stream, const char *bytes, size_t count) {
  struct copier_lines *lines = &stream->lines;
  const size_t most = lines->head_count + 64;
  if (most > COPIER_LINE) {
    copier_store(stream, &stream->kept, bytes, count);
    return;
  }
  // What is held and what comes make one text, of which only the end is of interest.
  if (count >= most) {
    copier_store(stream, &stream->kept, lines->held, lines->held_count);
    copier_store(stream, &stream->kept, bytes, count - most);
    bytes += count - most;
    count = most;
    lines->held_count = 0;
  } else if (lines->held_count + count > most) {
    size_t front = lines->held_count + count - most;
    copier_store(stream, &stream->kept, lines->held, front);
    lines->held_count -= front;
    copier_shift(lines->held, lines->held + front, lines->held_count);
  }
  copier_copy(lines->held + lines->held_count, bytes, count);
  lines->held_count += count;
  size_t start = 0;
  while (start < lines->held_count) {
    start += copier_index(lines->held + start, lines->held_count - start, lines->head[0]);
    if (start == lines->held_count || match_end(lines, lines->held + start, lines->held_count - start) >= 0) break;
    start++;
  }
  copier_store(stream, &stream->kept, lines->held, start);
  lines->held_count -= start;
  copier_shift(lines->held, lines->held + start, lines->held_count);
}

EXHIBIT_COPIER void copier_filter(struct copier_stream *stream, const char *bytes, size_t count) {
  struct copier_lines *lines = &stream->lines;
  while (lines->awaits_start && count > 0) {
    lines->held[lines->held_count++] = *bytes++;
    count--;
    int match = match_start(lines, lines->held, lines->held_count);
    if (match == 0) continue;
    lines->awaits_start = false;
    size_t held = lines->held_count;
    lines->held_count = 0;
    if (match > 0) {
      copier_store(stream, &stream->outside, lines->held, held);
    } else {
      char again[COPIER_LINE];
      copier_copy(again, lines->held, held);
      pass(stream, again, held);
    }
  }
  if (count > 0) pass(stream, bytes, count);
}

EXHIBIT_COPIER void copier_filter_end(struct copier_stream *stream, bool is_end_of_test) {
  struct copier_lines *lines = &stream->lines;
  bool is_line =
      is_end_of_test && !lines->awaits_start && match_end(lines, lines->held, lines->held_count) == 1;
  copier_store(stream, is_line ? &stream->outside : &stream->kept, lines->held, lines->held_count);
  lines->held_count = 0;
}

#endif
