#ifndef CEXHIBIT_CLASSES_H
#define CEXHIBIT_CLASSES_H

#include "CExhibitRecord.h"

/// Whether a Swift class may be in this process: `false` if the program that this is linked into holds types of the
/// module, but no class of that name.
///
/// The runtime's own search goes through the types of all libraries, which takes longer than anything else at the start
/// of a process; what is searched for is in most of them not there. Not for Apple systems, which have a table: there it
/// is always `true`.
bool exhibit_may_have_class(exhibit_text module, exhibit_text name);

#endif
