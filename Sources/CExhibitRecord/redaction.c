#if defined(__linux__)
#define _GNU_SOURCE  // memmem, memrchr
#endif
#include "rules.h"

#include <stdlib.h>
#include <string.h>

#define REPLACEMENT_LIMIT 32
#define OUTPUT_SIZE 32768
/// A line that some pattern may come to match, the end of what may be a word, and room for more to come.
#define BUFFER_SIZE (EXHIBIT_LINE_LIMIT + EXHIBIT_WORD_LIMIT + 32768)
#define PREFIX_CACHE 4

struct exhibit_stream {
  bool words_only;
  bool found;
  /// Whether the last thing given away is a replacement, which the next one would touch.
  bool is_covered;
  /// The byte before the buffer's first.
  uint8_t last;
  uint32_t replacement_count;
  char replacement[REPLACEMENT_LIMIT];
  uint64_t identity;

  // Places in the buffer: what was given away ends at `begin`; words that begin before `word` are known; the patterns
  // have read up to `read`, and their line begins at `line`, which may lie before the buffer.
  size_t begin;
  size_t count;
  size_t word;
  size_t read;
  ptrdiff_t line;
  /// The last place that a pattern covered.
  size_t match_start;
  size_t match_end;
  /// Where the prefixes of patterns are next, up to which place that is known.
  size_t prefix_at[PREFIX_CACHE];
  size_t prefix_known[PREFIX_CACHE];

  // Where in the patterns the machine is, and where in the line it has begun to get there; the earliest come first.
  uint32_t thread_count;
  uint32_t generation;
  uint16_t threads[INSTRUCTION_LIMIT];
  uint32_t starts[INSTRUCTION_LIMIT];
  uint16_t next_threads[INSTRUCTION_LIMIT];
  uint32_t next_starts[INSTRUCTION_LIMIT];
  uint16_t stack[INSTRUCTION_LIMIT * 2];
  uint32_t marks[INSTRUCTION_LIMIT];

  size_t output_count;
  uint8_t output[OUTPUT_SIZE];
  uint8_t buffer[BUFFER_SIZE];
  /// 1 for each byte that is taken out.
  uint8_t mask[BUFFER_SIZE];
};

typedef struct {
  exhibit_redaction_sink sink;
  void *context;
  bool has_stopped;
} outlet;

static inline const void *part(const exhibit_rules *rules, uint32_t offset) {
  return (const uint8_t *)rules + offset;
}

static inline size_t smaller(size_t left, size_t right) { return left < right ? left : right; }

static const uint8_t *find_text(const uint8_t *bytes, size_t count, const uint8_t *text, size_t length) {
  return memmem(bytes, count, text, length);
}

// The last line feed, or NULL.
static const uint8_t *find_last_line_feed(const uint8_t *bytes, size_t count) {
#if defined(__linux__)
  return memrchr(bytes, '\n', count);
#else
  while (count > 0) {
    if (bytes[--count] == '\n') return bytes + count;
  }
  return NULL;
#endif
}

size_t exhibit_stream_size(void) { return sizeof(exhibit_stream); }

void exhibit_stream_begin(exhibit_stream *stream, const char *replacement, bool words_only) {
  // Not the buffers, which are large and written before they are read.
  memset(stream, 0, offsetof(exhibit_stream, threads));
  memset(stream->marks, 0, sizeof stream->marks);
  stream->output_count = 0;
  stream->words_only = words_only;
  stream->last = '\n';
  stream->replacement_count = (uint32_t)smaller(strlen(replacement), REPLACEMENT_LIMIT);
  memcpy(stream->replacement, replacement, stream->replacement_count);
}

size_t exhibit_stream_held(const exhibit_stream *stream) { return stream->count - stream->begin; }

bool exhibit_stream_found(const exhibit_stream *stream) { return stream->found; }

// MARK: Words

// The end of the next place where the beginning of some word may stand, from `end` on, or `count`.
static inline size_t next_word_end(const exhibit_rules *rules, const uint8_t *bytes, size_t end, size_t count) {
  const uint16_t *shifts = part(rules, rules->shifts);
  if (rules->shortest < 2) return end;
  while (end < count) {
    unsigned shift = shifts[PAIR(bytes[end - 1], bytes[end])];
    if (shift == 0) return end;
    end += shift;
  }
  return count;
}

static inline uint32_t first_of_pair(const exhibit_rules *rules, const uint8_t *bytes, size_t end) {
  const uint32_t *pairs = part(rules, rules->pair_words);
  return pairs[rules->shortest < 2 ? 0 : PAIR(bytes[end - 1], bytes[end])];
}

static bool holds_word(const exhibit_rules *rules, const uint8_t *bytes, size_t count) {
  if (count < rules->shortest) return false;
  const word_entry *words = part(rules, rules->words);
  size_t end = rules->shortest - 1;
  while ((end = next_word_end(rules, bytes, end, count)) < count) {
    size_t start = end + 1 - rules->shortest;
    for (uint32_t i = first_of_pair(rules, bytes, end); i != NO_WORD; i = words[i].next_of_pair) {
      if (words[i].count <= count - start && memcmp(bytes + start, part(rules, words[i].text), words[i].count) == 0) {
        return true;
      }
    }
    end++;
  }
  return false;
}

// Whether the bytes are the beginning of a word that is longer than they.
static bool begins_word(const exhibit_rules *rules, const uint8_t *bytes, size_t count) {
  const word_entry *words = part(rules, rules->words);
  const uint32_t *firsts = part(rules, rules->first_words);
  for (uint32_t i = firsts[bytes[0]]; i != NO_WORD; i = words[i].next_of_first) {
    if (words[i].count > count && memcmp(bytes, part(rules, words[i].text), count) == 0) return true;
  }
  return false;
}

static void find_words(exhibit_stream *stream, const exhibit_rules *rules, bool is_final) {
  const uint8_t *bytes = stream->buffer;
  size_t count = stream->count;
  if (rules->word_count == 0) {
    stream->word = count;
    return;
  }
  const word_entry *words = part(rules, rules->words);
  size_t end = stream->word + rules->shortest - 1;
  while (end < count && (end = next_word_end(rules, bytes, end, count)) < count) {
    size_t start = end + 1 - rules->shortest;
    for (uint32_t i = first_of_pair(rules, bytes, end); i != NO_WORD; i = words[i].next_of_pair) {
      size_t length = words[i].count;
      if (length <= count - start && memcmp(bytes + start, part(rules, words[i].text), length) == 0) {
        memset(stream->mask + start, 1, length);
        stream->found = true;
      }
    }
    end++;
  }
  // What may become a word when more bytes come.
  size_t start = is_final ? count : stream->word;
  if (count - start >= rules->longest) start = count - rules->longest + 1;
  while (start < count && !begins_word(rules, bytes + start, count - start)) start++;
  stream->word = start;
}

// MARK: Patterns

static bool is_word_byte(uint8_t byte) {
  return (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') || byte == '_';
}

static bool is_in_class(const exhibit_rules *rules, uint32_t index, uint32_t character) {
  const character_class *class = (const character_class *)part(rules, rules->classes) + index;
  if (character < 0x80) return class->ascii[character / 32] >> character % 32 & 1;
  const character_range *ranges = (const character_range *)part(rules, rules->ranges) + class->first_range;
  uint32_t low = 0, high = class->range_count;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (ranges[middle].high < character) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < class->range_count && ranges[low].low <= character;
}

static void cover(exhibit_stream *stream, size_t start, size_t end) {
  if (start >= end) return;
  stream->found = true;
  // A long match grows byte by byte; only what is new is marked.
  if (start >= stream->match_start && start <= stream->match_end) {
    if (end <= stream->match_end) return;
    memset(stream->mask + stream->match_end, 1, end - stream->match_end);
  } else {
    memset(stream->mask + start, 1, end - start);
    stream->match_start = start;
  }
  stream->match_end = end;
}

/// Where the machine stands between two characters.
typedef struct {
  /// The character behind, unless the line ends.
  uint32_t character;
  bool is_end;
  bool is_start;
  bool is_edge;
  /// How many places of the next character are known.
  uint32_t next_count;
} standpoint;

// Follows everything that reads no character, and lets what reads the next character read it.
static void follow(exhibit_stream *stream, const exhibit_rules *rules, uint32_t index, uint32_t start,
                   standpoint *here) {
  const instruction *instructions = part(rules, rules->instructions);
  size_t depth = 0;
  stream->stack[depth++] = (uint16_t)index;
  while (depth > 0) {
    index = stream->stack[--depth];
    // Who was here before has begun earlier, and covers more.
    if (stream->marks[index] == stream->generation) continue;
    stream->marks[index] = stream->generation;
    const instruction *at = &instructions[index];
    bool is_read = false;
    switch (at->operation) {
      case OP_CHARACTER: is_read = at->value == here->character; break;
      case OP_ANY: is_read = true; break;
      case OP_CLASS: is_read = !here->is_end && is_in_class(rules, at->value, here->character); break;
      case OP_SPLIT:
        stream->stack[depth++] = (uint16_t)at->value;
        stream->stack[depth++] = at->next;
        break;
      case OP_JUMP: stream->stack[depth++] = at->next; break;
      case OP_LINE_START:
        if (here->is_start) stream->stack[depth++] = at->next;
        break;
      case OP_LINE_END:
        if (here->is_end) stream->stack[depth++] = at->next;
        break;
      case OP_WORD_EDGE:
        if (here->is_edge) stream->stack[depth++] = at->next;
        break;
      case OP_NO_WORD_EDGE:
        if (!here->is_edge) stream->stack[depth++] = at->next;
        break;
      default: cover(stream, (size_t)(stream->line + (ptrdiff_t)start), stream->read);
    }
    if (is_read && !here->is_end) {
      stream->next_threads[here->next_count] = at->next;
      stream->next_starts[here->next_count++] = start;
    }
  }
}

// Reads one character, or the end of the line.
static void step(exhibit_stream *stream, const exhibit_rules *rules, uint32_t character, bool is_end) {
  const uint8_t *byte = stream->buffer + stream->read;
  bool is_start = (ptrdiff_t)stream->read == stream->line;
  bool was_word = !is_start && is_word_byte(stream->read > 0 ? byte[-1] : stream->last);
  bool is_word = !is_end && character < 0x80 && is_word_byte((uint8_t)character);
  standpoint here = {character, is_end, is_start, was_word != is_word, 0};
  if (++stream->generation == 0) {
    memset(stream->marks, 0, sizeof stream->marks);
    stream->generation = 1;
  }
  for (uint32_t i = 0; i < stream->thread_count; i++) {
    follow(stream, rules, stream->threads[i], stream->starts[i], &here);
  }
  if (!is_end) {
    const pattern_entry *patterns = part(rules, rules->patterns);
    uint32_t offset = (uint32_t)((ptrdiff_t)stream->read - stream->line);
    for (uint32_t i = 0; i < rules->pattern_count; i++) {
      if (patterns[i].first[*byte]) follow(stream, rules, patterns[i].start, offset, &here);
    }
  }
  memcpy(stream->threads, stream->next_threads, here.next_count * sizeof stream->threads[0]);
  memcpy(stream->starts, stream->next_starts, here.next_count * sizeof stream->starts[0]);
  stream->thread_count = here.next_count;
}

static void end_line(exhibit_stream *stream, const exhibit_rules *rules) {
  if (stream->thread_count > 0) step(stream, rules, UINT32_MAX, true);
  stream->line = (ptrdiff_t)stream->read;
}

// The next place where a match may begin, from `read` on, or `count`.
static size_t next_beginning(exhibit_stream *stream, const exhibit_rules *rules, bool is_final) {
  const uint8_t *bytes = stream->buffer;
  size_t at = stream->read, count = stream->count;
  if (rules->all_prefixed) {
    const pattern_entry *patterns = part(rules, rules->patterns);
    size_t first = count;
    for (uint32_t i = 0; i < rules->pattern_count; i++) {
      size_t length = patterns[i].prefix_count;
      if (stream->prefix_known[i] < count || stream->prefix_at[i] < at) {
        const uint8_t *found = find_text(bytes + at, count - at, patterns[i].prefix, length);
        size_t place = found ? (size_t)(found - bytes) : count;
        if (!found && !is_final) {
          // At the end there may be the beginning of the prefix.
          place = count - at < length ? at : count - (length - 1);
          while (place < count && memcmp(bytes + place, patterns[i].prefix, count - place) != 0) place++;
        }
        stream->prefix_at[i] = place;
        stream->prefix_known[i] = count;
      }
      first = smaller(first, stream->prefix_at[i]);
    }
    return first;
  }
  const uint8_t *may_begin = rules->first;
  while (at + 4 <= count &&
         !(may_begin[bytes[at]] | may_begin[bytes[at + 1]] | may_begin[bytes[at + 2]] | may_begin[bytes[at + 3]])) {
    at += 4;
  }
  while (at < count && !may_begin[bytes[at]]) at++;
  return at;
}

// Moves on to a place while nothing is being matched, and finds the beginning of its line.
static void move_to(exhibit_stream *stream, size_t place) {
  const uint8_t *feed = find_last_line_feed(stream->buffer + stream->read, place - stream->read);
  if (feed) stream->line = feed - stream->buffer + 1;
  ptrdiff_t offset = (ptrdiff_t)place - stream->line;
  stream->line += offset / EXHIBIT_LINE_LIMIT * EXHIBIT_LINE_LIMIT;
  stream->read = place;
}

static void find_matches(exhibit_stream *stream, const exhibit_rules *rules, bool is_final) {
  if (rules->pattern_count == 0 || stream->words_only) {
    stream->read = stream->count;
    return;
  }
  const uint8_t *bytes = stream->buffer;
  while (stream->read < stream->count) {
    if (stream->thread_count == 0) {
      move_to(stream, next_beginning(stream, rules, is_final));
      if (stream->read == stream->count) break;
    } else if ((ptrdiff_t)stream->read - stream->line >= EXHIBIT_LINE_LIMIT) {
      end_line(stream, rules);
    }
    if (bytes[stream->read] == '\n') {
      end_line(stream, rules);
      stream->read++;
      stream->line = (ptrdiff_t)stream->read;
      continue;
    }
    size_t rest = stream->count - stream->read;
    size_t of_line = (size_t)(stream->line + EXHIBIT_LINE_LIMIT - (ptrdiff_t)stream->read);
    uint32_t character;
    unsigned length = decode_character(bytes + stream->read, smaller(rest, of_line), &character);
    if (length == 0) {
      if (rest < of_line && !is_final) break;
      length = 1;
    }
    step(stream, rules, character, false);
    stream->read += length;
  }
  if (is_final) end_line(stream, rules);
}

// MARK: Giving away

static void give(exhibit_stream *stream, outlet *to, const void *bytes, size_t count) {
  if (count > OUTPUT_SIZE - stream->output_count) {
    if (stream->output_count > 0 && !to->has_stopped) {
      to->has_stopped = !to->sink(to->context, stream->output, stream->output_count);
    }
    stream->output_count = 0;
    if (count > OUTPUT_SIZE) {
      if (!to->has_stopped) to->has_stopped = !to->sink(to->context, bytes, count);
      return;
    }
  }
  memcpy(stream->output + stream->output_count, bytes, count);
  stream->output_count += count;
}

static void release(exhibit_stream *stream, size_t end, outlet *to) {
  size_t at = stream->begin;
  while (at < end) {
    bool is_covered = stream->mask[at];
    const uint8_t *change = memchr(stream->mask + at, !is_covered, end - at);
    size_t next = change ? (size_t)(change - stream->mask) : end;
    if (!is_covered) {
      give(stream, to, stream->buffer + at, next - at);
    } else if (!stream->is_covered) {
      give(stream, to, stream->replacement, stream->replacement_count);
    }
    stream->is_covered = is_covered;
    at = next;
  }
  stream->begin = at;
}

// Moves what is held back to the beginning of the buffer.
static void compact(exhibit_stream *stream) {
  size_t shift = smaller(stream->begin, smaller(stream->word, stream->read));
  if (shift == 0) return;
  stream->last = stream->buffer[shift - 1];
  stream->count -= shift;
  memmove(stream->buffer, stream->buffer + shift, stream->count);
  memmove(stream->mask, stream->mask + shift, stream->count);
  stream->begin -= shift;
  stream->word -= shift;
  stream->read -= shift;
  stream->line -= (ptrdiff_t)shift;
  stream->match_start = stream->match_start < shift ? 0 : stream->match_start - shift;
  stream->match_end = stream->match_end < shift ? 0 : stream->match_end - shift;
  memset(stream->prefix_known, 0, sizeof stream->prefix_known);
}

static void work(exhibit_stream *stream, const exhibit_rules *rules, bool is_final, outlet *to) {
  find_words(stream, rules, is_final);
  find_matches(stream, rules, is_final);
  size_t held = stream->read;
  if (stream->thread_count > 0) held = (size_t)(stream->line + (ptrdiff_t)stream->starts[0]);
  release(stream, smaller(stream->word, held), to);
}

// Other rules look at everything again that is still here.
static void adopt(exhibit_stream *stream, const exhibit_rules *rules) {
  if (stream->identity == rules->identity) return;
  stream->identity = rules->identity;
  stream->thread_count = 0;
  stream->match_start = stream->match_end = 0;
  memset(stream->prefix_known, 0, sizeof stream->prefix_known);
  stream->word = stream->begin;
  if (stream->read > stream->begin) {
    // The line may have begun before; that matters to `^` alone.
    stream->read = stream->begin;
    if (stream->line > (ptrdiff_t)stream->begin) stream->line = (ptrdiff_t)stream->begin;
  }
}

static bool hand_over(exhibit_stream *stream, outlet *to) {
  if (stream->output_count > 0 && !to->has_stopped) {
    to->has_stopped = !to->sink(to->context, stream->output, stream->output_count);
  }
  stream->output_count = 0;
  return !to->has_stopped;
}

bool exhibit_stream_feed(exhibit_stream *stream, const exhibit_rules *rules, const void *bytes, size_t count,
                         exhibit_redaction_sink sink, void *context) {
  static const exhibit_rules none = {.size = sizeof none, .all_prefixed = 1};
  if (!rules) rules = &none;
  outlet to = {sink, context, false};
  adopt(stream, rules);
  const uint8_t *rest = bytes;
  while (count > 0) {
    if (stream->count > BUFFER_SIZE / 2) compact(stream);
    size_t taken = smaller(count, BUFFER_SIZE - stream->count);
    memcpy(stream->buffer + stream->count, rest, taken);
    memset(stream->mask + stream->count, 0, taken);
    stream->count += taken;
    rest += taken;
    count -= taken;
    work(stream, rules, false, &to);
  }
  return hand_over(stream, &to);
}

bool exhibit_stream_flush(exhibit_stream *stream, const exhibit_rules *rules, exhibit_redaction_sink sink,
                          void *context) {
  static const exhibit_rules none = {.size = sizeof none, .all_prefixed = 1};
  if (!rules) rules = &none;
  outlet to = {sink, context, false};
  adopt(stream, rules);
  work(stream, rules, true, &to);
  return hand_over(stream, &to);
}

// MARK: Whole texts

size_t exhibit_rules_longest_word(const exhibit_rules *rules) { return rules->word_count > 0 ? rules->longest : 0; }

bool exhibit_rules_hold_word(const exhibit_rules *rules, const void *bytes, size_t count) {
  return rules->word_count > 0 && holds_word(rules, bytes, count);
}

bool exhibit_looks_like_text(const void *bytes, size_t count) {
  const uint8_t *text = bytes;
  size_t at = 0;
  while (at < count) {
    uint32_t character;
    unsigned length = decode_character(text + at, count - at, &character);
    if (length == 0) return true;
    if (character == 0 || character >= NO_CHARACTER) return false;
    at += length;
  }
  return true;
}

bool exhibit_rules_may_touch(const exhibit_rules *rules, const void *bytes, size_t count) {
  if (rules->word_count > 0 && holds_word(rules, bytes, count)) return true;
  if (rules->pattern_count == 0) return false;
  const uint8_t *text = bytes;
  if (rules->all_prefixed) {
    const pattern_entry *patterns = part(rules, rules->patterns);
    for (uint32_t i = 0; i < rules->pattern_count; i++) {
      if (find_text(text, count, patterns[i].prefix, patterns[i].prefix_count)) return true;
    }
    return false;
  }
  for (uint32_t i = 0; i < rules->pattern_count; i++) {
    const pattern_entry *pattern = (const pattern_entry *)part(rules, rules->patterns) + i;
    for (size_t k = 0; k < count; k++) {
      if (pattern->first[text[k]]) return true;
    }
  }
  return false;
}

typedef struct {
  char *bytes;
  size_t count;
  size_t capacity;
} collected_text;

static bool collect(void *context, const void *bytes, size_t count) {
  collected_text *text = context;
  if (text->capacity - text->count < count) {
    size_t capacity = (text->count + count) * 2;
    char *grown = realloc(text->bytes, capacity);
    if (!grown) return false;
    text->bytes = grown;
    text->capacity = capacity;
  }
  memcpy(text->bytes + text->count, bytes, count);
  text->count += count;
  return true;
}

ptrdiff_t exhibit_redact(const exhibit_rules *rules, const void *bytes, size_t count, const char *replacement,
                         char **result) {
  // One stream is kept for the next text, since its memory is too large to be had for nothing.
  static _Atomic(exhibit_stream *) spare;
  *result = NULL;
  if (count == 0 || !exhibit_rules_may_touch(rules, bytes, count)) return -1;
  exhibit_stream *stream = atomic_exchange(&spare, NULL);
  if (!stream) stream = malloc(sizeof *stream);
  if (!stream) return -2;
  exhibit_stream_begin(stream, replacement, false);
  collected_text text = {NULL, 0, 0};
  bool is_complete = exhibit_stream_feed(stream, rules, bytes, count, collect, &text) &&
                     exhibit_stream_flush(stream, rules, collect, &text);
  bool found = stream->found;
  free(atomic_exchange(&spare, stream));
  if (is_complete && found) {
    *result = text.bytes;
    return (ptrdiff_t)text.count;
  }
  free(text.bytes);
  return is_complete ? -1 : -2;
}
