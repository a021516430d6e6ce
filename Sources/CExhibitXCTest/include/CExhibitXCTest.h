#ifndef CEXHIBIT_XCTEST_H
#define CEXHIBIT_XCTEST_H

#include <stdbool.h>

/// The working directory when the process was loaded.
const char *_Nonnull exhibit_launch_directory(void);

/// The run that `EXHIBIT_RUN` named when the process was loaded, or nothing.
const char *_Nonnull exhibit_launch_run(void);

#endif
