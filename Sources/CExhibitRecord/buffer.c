#include "CExhibitRecord.h"

#include <stdlib.h>
#include <string.h>

static bool reserve(exhibit_buffer *buffer, size_t more) {
  if (buffer->failed) return false;
  size_t needed = buffer->count + more;
  if (needed <= buffer->capacity) return true;
  size_t capacity = buffer->capacity ? buffer->capacity : 1024;
  while (capacity < needed) capacity *= 2;
  char *bytes = realloc(buffer->bytes, capacity);
  if (!bytes) {
    buffer->failed = true;
    return false;
  }
  buffer->bytes = bytes;
  buffer->capacity = capacity;
  return true;
}

void exhibit_buffer_append(exhibit_buffer *buffer, const void *bytes, size_t count) {
  if (count == 0 || !reserve(buffer, count)) return;
  memcpy(buffer->bytes + buffer->count, bytes, count);
  buffer->count += count;
}

// The largest prefix of at most `limit` bytes that does not cut a character.
static size_t character_prefix(const char *utf8, size_t limit) {
  while (limit > 0 && ((unsigned char)utf8[limit] & 0xC0) == 0x80) limit--;
  return limit;
}

static size_t escaped_size(unsigned char byte) {
  if (byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7F) return 1;
  return byte == '"' || byte == '\\' || byte == '\n' || byte == '\r' || byte == '\t' ? 2 : 6;
}

void exhibit_buffer_json_string(exhibit_buffer *buffer, const char *utf8, size_t count, size_t limit, size_t room) {
  static const char hex[] = "0123456789abcdef";
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
  for (size_t i = 0; i < count; i++) {
    unsigned char byte = (unsigned char)utf8[i];
    if (escaped_size(byte) == 1) {
      *out++ = (char)byte;
      continue;
    }
    *out++ = '\\';
    switch (byte) {
      case '"': *out++ = '"'; break;
      case '\\': *out++ = '\\'; break;
      case '\n': *out++ = 'n'; break;
      case '\r': *out++ = 'r'; break;
      case '\t': *out++ = 't'; break;
      default:
        *out++ = 'u';
        *out++ = '0';
        *out++ = '0';
        *out++ = hex[byte >> 4];
        *out++ = hex[byte & 15];
    }
  }
  if (cut) {
    memcpy(out, "\xE2\x80\xA6", 3);
    out += 3;
  }
  *out++ = '"';
  buffer->count = (size_t)(out - buffer->bytes);
}

void exhibit_buffer_integer(exhibit_buffer *buffer, int64_t value) {
  char digits[24];
  char *end = digits + sizeof digits;
  char *start = end;
  uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
  do {
    *--start = (char)('0' + rest % 10);
    rest /= 10;
  } while (rest);
  if (value < 0) *--start = '-';
  exhibit_buffer_append(buffer, start, (size_t)(end - start));
}

void exhibit_buffer_seconds(exhibit_buffer *buffer, int64_t nanoseconds, int decimals) {
  char text[12];
  if (nanoseconds < 0) {
    exhibit_buffer_append(buffer, "-", 1);
    nanoseconds = -nanoseconds;
  }
  exhibit_buffer_integer(buffer, nanoseconds / 1000000000);
  int64_t fraction = nanoseconds % 1000000000;
  for (int i = 9; i > decimals; i--) fraction /= 10;
  for (int i = decimals; i > 0; i--) {
    text[i] = (char)('0' + fraction % 10);
    fraction /= 10;
  }
  text[0] = '.';
  exhibit_buffer_append(buffer, text, (size_t)decimals + 1);
}

void exhibit_buffer_free(exhibit_buffer *buffer) {
  free(buffer->bytes);
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
