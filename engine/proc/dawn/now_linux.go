package dawn

import _ "unsafe" // for the name

// now is the runtime's clock, which on Linux is the machine's monotonic one.
//
//go:linkname now runtime.nanotime
func now() int64
