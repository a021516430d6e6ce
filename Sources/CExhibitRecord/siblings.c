#include "CExhibitRecord.h"
#include "files.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// Names by what they look like, in a table with open addressing; a name is where its length and bytes are in `bytes`.
struct exhibit_siblings_state {
  pthread_mutex_t lock;
  exhibit_buffer path;
  exhibit_buffer bytes;
  size_t *places;
  size_t capacity;
  size_t count;
};

static char folded(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c; }

exhibit_siblings exhibit_siblings_make(exhibit_text directory) {
  exhibit_siblings siblings = {calloc(1, sizeof(struct exhibit_siblings_state))};
  if (!siblings.state) return siblings;
  pthread_mutex_init(&siblings.state->lock, NULL);
  exhibit_buffer_append(&siblings.state->path, directory.bytes, directory.count);
  exhibit_buffer_append(&siblings.state->path, "/", 1);
  // An empty name at the beginning, so that no place is 0.
  exhibit_buffer_append(&siblings.state->bytes, "", 1);
  return siblings;
}

void exhibit_siblings_free(exhibit_siblings siblings) {
  if (!siblings.state) return;
  exhibit_buffer_free(&siblings.state->path);
  exhibit_buffer_free(&siblings.state->bytes);
  free(siblings.state->places);
  pthread_mutex_destroy(&siblings.state->lock);
  free(siblings.state);
}

size_t exhibit_siblings_count(exhibit_siblings siblings) {
  struct exhibit_siblings_state *state = siblings.state;
  if (!state) return 0;
  pthread_mutex_lock(&state->lock);
  size_t count = state->count;
  pthread_mutex_unlock(&state->lock);
  return count;
}

// Letters that differ only in case differ only in this bit; so do a few others.
#define CASE_BITS 0x2020202020202020u

// The next eight bytes of a name, or those that are left: a loop over bytes is slow without optimisation.
static uint64_t word_of(const char *name, size_t count) {
  uint64_t word = 0;
  if (count >= sizeof word) {
    memcpy(&word, name, sizeof word);
  } else {
    memcpy(&word, name, count);
  }
  return word | CASE_BITS;
}

static size_t hash(const char *name, size_t count) {
  uint64_t hash = count;
  for (size_t i = 0; i < count; i += sizeof hash) {
    hash = (hash ^ word_of(name + i, count - i)) * 0x9E3779B97F4A7C15u;
    hash ^= hash >> 32;
  }
  // What the last bytes change is in the upper half: names that are numbered differ there.
  return (size_t)(hash * 0x9E3779B97F4A7C15u >> 32);
}

static bool looks_same(const char *name, const char *other, size_t count) {
  for (size_t i = 0; i < count; i += sizeof(uint64_t)) {
    if (word_of(name + i, count - i) != word_of(other + i, count - i)) return false;
  }
  for (size_t i = 0; i < count; i++) {
    if (folded(name[i]) != folded(other[i])) return false;
  }
  return true;
}

// The name that looks like this one, or the free place for it.
static size_t *find(struct exhibit_siblings_state *state, const char *name, size_t count) {
  for (size_t i = hash(name, count);; i++) {
    size_t *place = &state->places[i & (state->capacity - 1)];
    if (*place == 0) return place;
    const char *other = state->bytes.bytes + *place;
    if ((unsigned char)other[0] == count && looks_same(name, other + 1, count)) return place;
  }
}

static bool grow(struct exhibit_siblings_state *state) {
  size_t capacity = state->capacity ? state->capacity * 2 : 64, before = state->capacity;
  size_t *old = state->places, *places = calloc(capacity, sizeof *places);
  if (!places) return false;
  state->places = places;
  state->capacity = capacity;
  for (size_t i = 0; i < before; i++) {
    if (old[i] == 0) continue;
    const char *name = state->bytes.bytes + old[i];
    *find(state, name + 1, (unsigned char)name[0]) = old[i];
  }
  free(old);
  return true;
}

static exhibit_sibling look(struct exhibit_siblings_state *state, exhibit_text name) {
  if (state->count == 0) return EXHIBIT_SIBLING_NONE;
  size_t place = *find(state, name.bytes, name.count);
  if (place == 0) return EXHIBIT_SIBLING_NONE;
  bool is_same = memcmp(state->bytes.bytes + place + 1, name.bytes, name.count) == 0;
  return is_same ? EXHIBIT_SIBLING_SAME : EXHIBIT_SIBLING_SIMILAR;
}

exhibit_sibling exhibit_siblings_find(exhibit_siblings siblings, exhibit_text name) {
  struct exhibit_siblings_state *state = siblings.state;
  if (!state || name.count > 255) return EXHIBIT_SIBLING_NONE;
  pthread_mutex_lock(&state->lock);
  exhibit_sibling result = look(state, name);
  pthread_mutex_unlock(&state->lock);
  return result;
}

// Makes the directory whose path is in the buffer.
static bool make(struct exhibit_siblings_state *state, size_t parent, size_t others) {
  char *path = state->path.bytes;
  if (mkdir(path, 0777) != 0) {
    if (errno != ENOENT) return false;
    path[parent] = 0;
    int result = exhibit_make_directories(path);
    path[parent] = '/';
    if (result != 0 || mkdir(path, 0777) != 0) return false;
  }
  path[parent] = 0;
  bool is_alone = exhibit_link_count(path) == 2 + state->count + others + 1;
  if (!is_alone) {
    char name[256];
    size_t count = state->path.count - parent - 2;
    for (size_t i = 0; i <= count; i++) name[i] = folded(path[parent + 1 + i]);
    is_alone = exhibit_find_look_alike(path, path + parent + 1, name) == 0;
  }
  path[parent] = '/';
  if (!is_alone) rmdir(path);
  return is_alone;
}

static bool add(struct exhibit_siblings_state *state, exhibit_text name, size_t others) {
  if (state->count * 2 >= state->capacity && !grow(state)) return false;
  size_t *place = find(state, name.bytes, name.count);
  if (*place != 0) return false;
  size_t parent = state->path.count - 1, start = state->bytes.count;
  exhibit_buffer_append(&state->path, name.bytes, name.count);
  exhibit_buffer_append(&state->path, "", 1);
  unsigned char length = (unsigned char)name.count;
  exhibit_buffer_append(&state->bytes, &length, 1);
  exhibit_buffer_append(&state->bytes, name.bytes, name.count);
  bool is_made = !state->path.failed && !state->bytes.failed && make(state, parent, others);
  if (is_made) {
    *place = start;
    state->count++;
  } else {
    state->bytes.count = start;
  }
  state->path.count = parent + 1;
  return is_made;
}

bool exhibit_siblings_add(exhibit_siblings siblings, exhibit_text name, size_t others) {
  struct exhibit_siblings_state *state = siblings.state;
  if (!state || name.count == 0 || name.count > 255) return false;
  pthread_mutex_lock(&state->lock);
  bool is_made = add(state, name, others);
  pthread_mutex_unlock(&state->lock);
  return is_made;
}
