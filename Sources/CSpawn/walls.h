// What cspawn.c needs of the kernel's walls; private to this module.
#pragma once
#include "cspawn.h"

/// Makes a ruleset; *descriptor is -1 where none was asked for or the kernel has no Landlock. Returns 0 or an errno.
int cspawn_make_ruleset(const cspawn_ruleset *request, int *descriptor);

/// Enters a ruleset; async-signal-safe. Returns 0 or an errno.
int cspawn_enter_ruleset(int descriptor);

/// Tries what the walls should refuse, writes the errno of each attempt to descriptor 1 as an int32_t (0 for one that
/// succeeded), and ends the process.
void cspawn_run_probe(const cspawn_probe *probe);

/// Enters the filter of system calls; async-signal-safe. Returns 0 or an errno.
int cspawn_enter_filter(cspawn_sockets sockets, int datagrams);
