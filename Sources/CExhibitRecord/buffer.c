#include "CExhibitRecord.h"

#include <stdlib.h>
#include <string.h>

static bool reserve(exhibit_buffer *buffer, size_t more) {
  if (buffer->failed) return false;
  size_t needed = buffer->count + more;
  if (needed <= buffer->capacity) return true;
  size_t capacity = buffer->capacity ? buffer->capacity : 1024;
  while (capacity < needed) capacity *= 2;
  char *bytes = realloc(buffer->is_borrowed ? NULL : buffer->bytes, capacity);
  if (!bytes) {
    buffer->failed = true;
    return false;
  }
  if (buffer->is_borrowed) memcpy(bytes, buffer->bytes, buffer->count);
  buffer->is_borrowed = false;
  buffer->bytes = bytes;
  buffer->capacity = capacity;
  return true;
}

exhibit_buffer exhibit_buffer_on(char *memory, size_t capacity) {
  return (exhibit_buffer){.bytes = memory, .capacity = capacity, .is_borrowed = true};
}

void exhibit_buffer_append(exhibit_buffer *buffer, const void *bytes, size_t count) {
  if (buffer->capacity - buffer->count < count || buffer->failed) {
    if (!reserve(buffer, count)) return;
  }
  if (count == 0) return;
  memcpy(buffer->bytes + buffer->count, bytes, count);
  buffer->count += count;
}

// The largest prefix of at most `limit` bytes that does not cut a character.
static size_t character_prefix(const char *utf8, size_t limit) {
  while (limit > 0 && ((unsigned char)utf8[limit] & 0xC0) == 0x80) limit--;
  return limit;
}

// For each byte: how it is escaped, 0 if it is not, 'u' for a number.
static const char escapes[256] = {
    ['"'] = '"',  ['\\'] = '\\', ['\n'] = 'n', ['\r'] = 'r', ['\t'] = 't', [0x00] = 'u', [0x01] = 'u', [0x02] = 'u',
    [0x03] = 'u', [0x04] = 'u',  [0x05] = 'u', [0x06] = 'u', [0x07] = 'u', [0x08] = 'u', [0x0B] = 'u', [0x0C] = 'u',
    [0x0E] = 'u', [0x0F] = 'u',  [0x10] = 'u', [0x11] = 'u', [0x12] = 'u', [0x13] = 'u', [0x14] = 'u', [0x15] = 'u',
    [0x16] = 'u', [0x17] = 'u',  [0x18] = 'u', [0x19] = 'u', [0x1A] = 'u', [0x1B] = 'u', [0x1C] = 'u', [0x1D] = 'u',
    [0x1E] = 'u', [0x1F] = 'u',  [0x7F] = 'u',
};

static size_t escaped_size(unsigned char byte) {
  char escape = escapes[byte];
  return escape == 0 ? 1 : escape == 'u' ? 6 : 2;
}

// Whether one of eight bytes is to be escaped, or may be: all at once, since a loop over bytes is slow without
// optimisation.
static bool may_need_escape(const char *utf8) {
  const uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
  uint64_t word;
  memcpy(&word, utf8, sizeof word);
  uint64_t quote = word ^ (ones * '"'), backslash = word ^ (ones * '\\'), delete = word ^ (ones * 0x7F);
  uint64_t found = (word - ones * 0x20) & ~word;
  found |= (quote - ones) & ~quote;
  found |= (backslash - ones) & ~backslash;
  found |= (delete - ones) & ~delete;
  return (found & high) != 0;
}

static char *append_escaped(char *out, unsigned char byte) {
  static const char hex[] = "0123456789abcdef";
  *out++ = '\\';
  *out++ = escapes[byte];
  if (escapes[byte] != 'u') return out;
  *out++ = '0';
  *out++ = '0';
  *out++ = hex[byte >> 4];
  *out++ = hex[byte & 15];
  return out;
}

void exhibit_buffer_json_string(exhibit_buffer *buffer, const char *utf8, size_t count, size_t limit, size_t room) {
  size_t kept = count <= limit ? count : character_prefix(utf8, limit);
  if (kept * 6 > room) {
    size_t escaped = 0;
    for (size_t i = 0; i < kept; i++) {
      escaped += escaped_size((unsigned char)utf8[i]);
      if (escaped > room) {
        kept = character_prefix(utf8, i);
        break;
      }
    }
  }
  bool cut = kept < count;
  count = kept;
  // The worst case is six bytes for one; the two quotes and the ellipsis come on top.
  if (!reserve(buffer, count * 6 + 8)) return;
  char *out = buffer->bytes + buffer->count;
  *out++ = '"';
  size_t i = 0;
  while (i < count) {
    size_t start = i;
    while (i + 8 <= count && !may_need_escape(utf8 + i)) i += 8;
    size_t end = i + 8 < count ? i + 8 : count;
    while (i < end && escapes[(unsigned char)utf8[i]] == 0) i++;
    memcpy(out, utf8 + start, i - start);
    out += i - start;
    if (i < end) out = append_escaped(out, (unsigned char)utf8[i++]);
  }
  if (cut) {
    memcpy(out, "\xE2\x80\xA6", 3);
    out += 3;
  }
  *out++ = '"';
  buffer->count = (size_t)(out - buffer->bytes);
}

// Two digits for each number below 100: half of the divisions, and of all that is not optimised.
static const char pairs[] =
    "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849"
    "5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";

// Writes an even number of digits of a number, the last of which end there.
static uint64_t put_pairs(char *end, uint64_t value, int digits) {
  for (; digits > 0; digits -= 2) {
    end -= 2;
    memcpy(end, pairs + 2 * (value % 100), 2);
    value /= 100;
  }
  return value;
}

void exhibit_buffer_integer(exhibit_buffer *buffer, int64_t value) {
  char digits[24];
  char *end = digits + sizeof digits, *start = end;
  uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
  for (; rest >= 10; rest /= 100) {
    start -= 2;
    memcpy(start, pairs + 2 * (rest % 100), 2);
  }
  // The first of an odd number of digits; of an even number nothing is left, unless it is zero.
  if (rest > 0 || start == end) *--start = (char)('0' + rest);
  if (value < 0) *--start = '-';
  exhibit_buffer_append(buffer, start, (size_t)(end - start));
}

void exhibit_buffer_seconds(exhibit_buffer *buffer, int64_t nanoseconds, int decimals) {
  if (nanoseconds < 0) {
    exhibit_buffer_append(buffer, "-", 1);
    nanoseconds = -nanoseconds;
  }
  exhibit_buffer_integer(buffer, nanoseconds / 1000000000);
  exhibit_buffer_fraction(buffer, nanoseconds % 1000000000, decimals);
}

void exhibit_buffer_fraction(exhibit_buffer *buffer, int64_t nanoseconds, int decimals) {
  // A digit more than are wanted, so that their number is even.
  char text[12];
  if (decimals <= 7) {
    put_pairs(text + 9, (uint64_t)nanoseconds / 10, 8);
  } else {
    put_pairs(text + 11, (uint64_t)nanoseconds * 10, 10);
  }
  text[0] = '.';
  exhibit_buffer_append(buffer, text, (size_t)decimals + 1);
}

exhibit_text exhibit_text_copy(const char *utf8, size_t count) {
  exhibit_text text = {NULL, 0};
  char *bytes = malloc(count + 1);
  if (!bytes) return text;
  if (count > 0) memcpy(bytes, utf8, count);
  bytes[count] = 0;
  text.bytes = bytes;
  text.count = count;
  return text;
}

void exhibit_text_free(exhibit_text text) { free((char *)text.bytes); }

void exhibit_buffer_free(exhibit_buffer *buffer) {
  if (!buffer->is_borrowed) free(buffer->bytes);
  buffer->bytes = NULL;
  buffer->count = buffer->capacity = 0;
}

bool exhibit_is_plain_name(const char *utf8, size_t count, size_t limit) {
  if (count == 0 || count > limit) return false;
  for (size_t i = 0; i < count; i++) {
    char c = utf8[i];
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_')) return false;
  }
  return true;
}

size_t exhibit_after_last(const char *utf8, size_t count, char separator) {
  while (count > 0 && utf8[count - 1] != separator) count--;
  return count;
}

bool exhibit_is_printable(const char *utf8, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (utf8[i] < 0x20 || utf8[i] >= 0x7F) return false;
  }
  return true;
}

exhibit_text exhibit_text_part(exhibit_text text, size_t start, size_t end) {
  // An empty text may have no bytes to count from.
  return (exhibit_text){text.bytes ? text.bytes + start : NULL, end - start, false};
}

size_t exhibit_before_first(const char *utf8, size_t count, char separator) {
  const char *found = count > 0 ? memchr(utf8, separator, count) : NULL;
  return found ? (size_t)(found - utf8) : count;
}

static char *append_digits(char *out, int value, int count, char end) {
  for (int i = count - 1; i >= 0; i--) {
    out[i] = (char)('0' + value % 10);
    value /= 10;
  }
  out[count] = end;
  return out + count + 1;
}

// By hand: the C library's way takes a lock and a format, which together cost more than the line that the time is in.
size_t exhibit_utc(int64_t nanoseconds, char text[64]) {
  if (nanoseconds < 0) return 0;
  int64_t seconds = nanoseconds / 1000000000;
  int rest = (int)(seconds % 86400);
  // Howard Hinnant's `civil_from_days`: eras of 400 years that begin on the first of March.
  int shifted = (int)(seconds / 86400) + 719468;
  int era = shifted / 146097, day_of_era = shifted % 146097;
  int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int shifted_month = (5 * day_of_year + 2) / 153;
  int month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  char *out = append_digits(text, year_of_era + era * 400 + (month <= 2), 4, '-');
  out = append_digits(out, month, 2, '-');
  out = append_digits(out, day_of_year - (153 * shifted_month + 2) / 5 + 1, 2, 'T');
  out = append_digits(out, rest / 3600, 2, ':');
  out = append_digits(out, rest / 60 % 60, 2, ':');
  out = append_digits(out, rest % 60, 2, '.');
  out = append_digits(out, (int)(nanoseconds % 1000000000 / 1000000), 3, 'Z');
  return (size_t)(out - text);
}
