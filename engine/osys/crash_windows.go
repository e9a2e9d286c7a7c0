package osys

import "os"

// Crash ends this process with the status of an access violation.
func Crash() { os.Exit(-1073741819) }

// KillSelf ends this process.
func KillSelf() { os.Exit(1) }
