// Preloaded: the Nth write of the process writes half of what it was given (strace cannot do that).
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

static int left = -1;

static size_t shortened(size_t count) {
  if (left < 0) {
    const char *when = getenv("SHORT_WRITE_AT");
    left = when ? atoi(when) : 0;
  }
  return left > 0 && --left == 0 && count > 1 ? count / 2 : count;
}

ssize_t write(int fd, const void *bytes, size_t count) {
  static ssize_t (*real)(int, const void *, size_t);
  if (!real) real = (ssize_t(*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
  return real(fd, bytes, shortened(count));
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) {
  static ssize_t (*real)(int, const void *, size_t, off_t);
  if (!real) real = (ssize_t(*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, "pwrite");
  return real(fd, bytes, shortened(count), offset);
}
