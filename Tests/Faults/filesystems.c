// Preloaded: file systems that refuse a call, and a process that ends behind a rename (the environment says
// which).
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(real))dlsym(RTLD_NEXT, #name)
static int code(const char *name) { const char *v = getenv(name); return v ? atoi(v) : 0; }
int flock(int fd, int op) {
  REAL(flock);
  if (code("NO_LOCKS")) { errno = code("NO_LOCKS"); return -1; }
  return real(fd, op);
}
int fsync(int fd) {
  REAL(fsync);
  struct stat s;
  if (code("NO_FOLDER_SYNC") && !fstat(fd, &s) && S_ISDIR(s.st_mode)) { errno = code("NO_FOLDER_SYNC"); return -1; }
  return real(fd);
}
int fchmod(int fd, mode_t mode) {
  REAL(fchmod);
  if (code("NO_MODES")) { (void)mode; return real(fd, 0777); }
  return real(fd, mode);
}
int rename(const char *a, const char *b) {
  REAL(rename);
  const char *match = getenv("KILL_AFTER_RENAME"), *stale = getenv("STALE_RENAME");
  int result = real(a, b);
  if (match && strstr(b, match)) kill(getpid(), SIGKILL);
  if (stale && strstr(b, stale)) { errno = ESTALE; return -1; }
  return result;
}
