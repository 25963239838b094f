// Typed wrappers of libedit's variadic calls, which Swift cannot import.
#pragma once
#include <histedit.h>
