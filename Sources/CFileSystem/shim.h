// statfs(2): what kind of file system a path lies on. Swift's Glibc module leaves this header out.
#include <sys/statfs.h>
// syncfs(2): GNU's, which the module leaves out as well.
int syncfs(int descriptor);
